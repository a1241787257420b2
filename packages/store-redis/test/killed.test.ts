import { createClient } from "redis";
import { test } from "vitest";
import { outliveKilledProcesses } from "../../accounts/test/stores/killed.js";
import { redisStore } from "../src/index.js";
import { redisServer } from "./redis-server.js";

test(
  "S-153, S-145 a process killed 200 times between read and write loses no family and mints nothing twice",
  { timeout: 300_000 },
  async () => {
    await using server = await redisServer();
    const client = await createClient({ url: server.url }).connect();
    await outliveKilledProcesses({ store: redisStore({ client }), address: server.url, opener: new URL("open.mjs", import.meta.url) });
    client.destroy();
  },
);
