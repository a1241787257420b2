import { test } from "vitest";
import { outliveKilledProcesses } from "../../accounts/test/stores/killed.js";
import { createPostgresTables, postgresStore } from "../src/index.js";
import { postgresServer } from "./postgres-server.js";

test(
  "S-153, S-145 a process killed 200 times between read and write loses no family and mints nothing twice",
  { timeout: 300_000 },
  async () => {
    await using server = await postgresServer();
    const pool = server.pool();
    await createPostgresTables({ pool });
    await outliveKilledProcesses({
      store: postgresStore({ pool, timeout: 10_000 }),
      address: server.url,
      opener: new URL("open.mjs", import.meta.url),
    });
  },
);
