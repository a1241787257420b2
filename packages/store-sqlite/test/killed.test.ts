import { test } from "vitest";
import { outliveKilledProcesses } from "../../accounts/test/stores/killed.js";
import { sqliteStore } from "../src/index.js";
import { temporaryFile } from "./temporary-file.js";

test(
  "S-153, S-145 a process killed 200 times between read and write loses no family and mints nothing twice",
  { timeout: 300_000 },
  async () => {
    const { file, remove } = temporaryFile();
    const store = sqliteStore({ file, patience: 5_000 });
    await outliveKilledProcesses({ store, address: file, opener: new URL("open.mjs", import.meta.url) });
    store.close();
    remove();
  },
);
