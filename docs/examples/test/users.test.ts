import { describeUsers } from "@ampoule/accounts/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Store } from "../src/store.js";
import { SqliteUsers } from "../src/users.js";

function openFile(prepare: (file: string) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-users-"));
  const file = join(folder, "example.db");
  prepare(file);
  const opened: Store[] = [];
  const open = () => {
    const store = new Store(file);
    opened.push(store);
    return new SqliteUsers(store);
  };
  const close = () => {
    for (const store of opened) store.close();
    rmSync(folder, { recursive: true });
  };
  return { users: open(), another: open, close };
}

describeUsers("the example's users", {
  profile: undefined,
  open: () => openFile(),
  withoutIndex: () => openFile((file) => runIn(file, "CREATE TABLE users (id TEXT PRIMARY KEY, login TEXT NOT NULL)")),
});

function runIn(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test("a database of an earlier version is refused, and left as it is", () => {
  const former = "CREATE TABLE accounts (id TEXT); INSERT INTO accounts VALUES ('1')";
  expect(() => openFile((file) => runIn(file, former))).toThrow("it was made by an earlier version; take another file.");
});
