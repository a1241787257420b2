import { DatabaseSync } from "node:sqlite";
import { test } from "vitest";
import { outliveOutages } from "../../accounts/test/stores/outage.js";
import { sqliteStore } from "../src/index.js";
import { temporaryFile } from "./temporary-file.js";

test(
  "S-334 stopped and started under load it is 503 with Retry-After while it is down; afterwards nothing that was confirmed is forgotten",
  { timeout: 300_000 },
  async () => {
    const { file, remove } = temporaryFile();
    let opened = sqliteStore({ file, patience: 20 });
    const other = new DatabaseSync(file);
    const locked = { stop: () => other.exec("BEGIN EXCLUSIVE"), start: () => other.exec("ROLLBACK") };
    const closed = { stop: () => opened.close(), start: () => void (opened = sqliteStore({ file, patience: 20 })) };
    const store = new Proxy(opened, { get: (_, name) => Reflect.get(opened, name).bind(opened) });
    await outliveOutages("Express", { store, outages: [locked, closed, locked] });
    other.close();
    opened.close();
    remove();
  },
);
