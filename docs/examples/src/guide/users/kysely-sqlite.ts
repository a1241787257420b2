import { Kysely, SqliteDialect } from "kysely";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { Tables } from "./kysely.js";

// #region kysely-sqlite
/** Kysely over Node's own SQLite. Everything is read to its end: statements without rows have none. */
export function kyselyOver(database: DatabaseSync): Kysely<Tables> {
  const prepare = (text: string) => {
    const statement = database.prepare(text);
    const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    return {
      reader: true,
      all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
      iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
    };
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: { prepare, close: () => database.close() } }) });
}
// #endregion kysely-sqlite
