// #region contract
import { describeUsers } from "@ampoule/accounts/testing";
import { DatabaseSync } from "node:sqlite";
import { SqliteUsers, table } from "./sqlite.js";

function open(create = table) {
  const database = new DatabaseSync(":memory:");
  database.exec(create);
  return { users: new SqliteUsers(database), close: () => database.close() };
}

describeUsers("my users", {
  profile: { name: "Alice" },
  open,
  withoutIndex: () => open(table.replace(" UNIQUE", "")),
});
// #endregion contract
