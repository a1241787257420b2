import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { UnavailableError } from "@ampoule/core";

const schema = `
  CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL, role TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY, owner TEXT NOT NULL REFERENCES accounts (id), name TEXT NOT NULL) STRICT;
`;

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
