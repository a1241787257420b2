import { sqliteStore } from "@ampoule/store-sqlite";
import { DatabaseSync } from "node:sqlite";
import { SqliteUsers, table } from "../users/sqlite.js";
import { authOver } from "./auth.js";
import { notesOnExpress } from "./on-express.js";

// #region main
export async function start(file: string, port: number) {
  const database = new DatabaseSync(file);
  database.exec(table);
  const auth = authOver(new SqliteUsers(database), sqliteStore({ file }));
  await auth.ready(); // does not start without the unique index
  return notesOnExpress(auth).listen(port, "127.0.0.1");
}
// #endregion main
