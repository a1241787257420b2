import { ConfigurationError } from "@ampoule/core";

/** A row where a unique index over `login`, and nothing else, covers all of the table `users`. */
export const inSqlite = `SELECT 1 FROM pragma_index_list('users') AS list WHERE list."unique" = 1 AND list.partial = 0
  AND (SELECT group_concat(name) FROM pragma_index_info(list.name)) = 'login'`;

/** The same in PostgreSQL. */
export const inPostgres = `SELECT 1 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
  WHERE indrelid = to_regclass('users') AND indisunique AND indisvalid AND indpred IS NULL AND indnkeyatts = 1 AND attname = 'login'`;

export function requireIndex(rows: readonly unknown[]): void {
  if (rows.length > 0) return;
  throw new ConfigurationError(
    "invalid_option",
    "The table users has no unique index over login: CREATE UNIQUE INDEX users_login ON users (login).",
  );
}
