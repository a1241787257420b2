import { ConfigurationError } from "@ampoule/core";
import { Database } from "./database.js";

/** Where something is kept in SQLite. */
export interface SqliteOptions {
  /** The database's file, made if there is none; `":memory:"` for none. It may hold tables of your own: ours begin with `ampoule_`. */
  readonly file: string;
  /** Milliseconds to wait for another process that writes, 0 to 10,000; this process waits with it. Default: 500. */
  readonly patience?: number;
}

/** @throws ConfigurationError on a file that cannot be opened, or is no database, and on a patience out of range. */
export function databaseIn(owner: string, { file, patience = 500 }: SqliteOptions): Database {
  if (typeof file !== "string" || file === "") throw new ConfigurationError("invalid_option", `${owner} needs a file.`);
  if (!(Number.isSafeInteger(patience) && patience >= 0 && patience <= 10_000)) {
    throw new ConfigurationError("invalid_option", `The patience of ${owner} is in milliseconds, 0 to 10,000.`);
  }
  return new Database(owner, file, patience);
}
