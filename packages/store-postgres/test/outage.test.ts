import { test } from "vitest";
import { outliveOutages } from "../../accounts/test/stores/outage.js";
import { createPostgresTables, postgresStore } from "../src/index.js";
import { postgresServer } from "./postgres-server.js";

test(
  "S-334 stopped and started under load it is 503 with Retry-After while it is down; afterwards nothing that was confirmed is forgotten",
  { timeout: 300_000 },
  async () => {
    await using server = await postgresServer();
    const pool = server.pool();
    await createPostgresTables({ pool });
    const outages = (["SIGINT", "SIGQUIT"] as const).map((signal) => ({ stop: () => server.stop(signal), start: () => server.start() }));
    await outliveOutages("Hono", { store: postgresStore({ pool, timeout: 500 }), outages });
  },
);
