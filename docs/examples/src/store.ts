import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { UnavailableError } from "@ampoule/core";

const schema = `
  CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, email TEXT NOT NULL, password_hash TEXT, role TEXT NOT NULL DEFAULT 'member',
    is_verified INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY, owner TEXT NOT NULL REFERENCES users (id), name TEXT NOT NULL) STRICT;
`;

/** Its rows cannot be taken over: nobody had confirmed an address. */
const formerTable = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'accounts'";

export type Row = Readonly<Record<string, unknown>>;

/** The embedded database. What cannot be read or written is `UnavailableError`: the caller gets 503, never 401. */
export class Store {
  readonly #database: DatabaseSync;

  /**
   * @param location a file, or `:memory:`
   * @throws Error that names the file, where it cannot be opened or is no database.
   */
  constructor(location: string) {
    try {
      this.#database = new DatabaseSync(location);
      if (this.#database.prepare(formerTable).get() !== undefined) throw new Error("it was made by an earlier version; take another file");
      this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; ${schema}`);
    } catch (cause) {
      throw new Error(`Cannot open the database ${JSON.stringify(location)}: ${cause instanceof Error ? cause.message : "unknown"}.`, {
        cause,
      });
    }
  }

  first(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#attempt(() => this.#database.prepare(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#attempt(() => this.#database.prepare(sql).all(...values) as Row[]);
  }

  /** Writes, and tells how many rows changed. */
  write(sql: string, ...values: SQLInputValue[]): number {
    return this.#attempt(() => Number(this.#database.prepare(sql).run(...values).changes));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw new UnavailableError("The database did not answer.", { cause });
    }
  }
}
