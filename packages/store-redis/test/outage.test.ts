import { createClient } from "redis";
import { test } from "vitest";
import { outliveOutages } from "../../accounts/test/stores/outage.js";
import { redisStore } from "../src/index.js";
import { redisServer } from "./redis-server.js";

test(
  "S-334 stopped and started under load it is 503 with Retry-After while it is down; afterwards nothing that was confirmed is forgotten",
  { timeout: 300_000 },
  async () => {
    await using server = await redisServer();
    const client = createClient({ url: server.url, disableOfflineQueue: true, socket: { reconnectStrategy: 20 } }).on(
      "error",
      () => undefined,
    );
    await client.connect();
    const outages = (["SIGTERM", "SIGKILL"] as const).map((signal) => ({ stop: () => server.stop(signal), start: () => server.start() }));
    await outliveOutages("Koa", { store: redisStore({ client }), outages });
    client.destroy();
  },
);
