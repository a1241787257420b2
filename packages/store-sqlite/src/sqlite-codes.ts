import { packCode, unpackCode, type CodeRecord, type CodeStore } from "@ampoule/accounts";
import type { Database } from "./database.js";
import { databaseIn, type SqliteOptions } from "./options.js";

/** A store of single-use codes that has a file open. */
export interface SqliteCodes extends CodeStore, Disposable {
  close(): void;
}

/** @internal */
class FileCodes implements SqliteCodes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  put(record: CodeRecord): void {
    const sql = `INSERT INTO ampoule_codes (id, digest, ends, code) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, ends = excluded.ends, code = excluded.code`;
    this.#database.write(sql, record.id, record.digest, record.expiresAt, packCode(record));
  }

  find(id: string): CodeRecord | undefined {
    const row = this.#database.first("SELECT code FROM ampoule_codes WHERE id = ?", id);
    return row && unpackCode(String(row["code"]));
  }

  take(id: string, digest: string): boolean {
    return this.#database.write("DELETE FROM ampoule_codes WHERE id = ? AND digest = ?", id, digest) === 1;
  }

  drop(id: string): void {
    this.#database.write("DELETE FROM ampoule_codes WHERE id = ?", id);
  }

  purge(before: number): number {
    return this.#database.write("DELETE FROM ampoule_codes WHERE ends < ?", before);
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Keeps single-use codes in an SQLite file, which may be the one of {@link sqliteStore}: for one machine, any number of processes.
 *
 * Durable, and synchronous, as {@link sqliteStore}. There is one row for each purpose and account; nothing else is deleted before `purge`. A file that is locked for longer than `patience`, full or
 * closed is an `UnavailableError`.
 *
 * @throws ConfigurationError on a file that cannot be opened, or is no database.
 * @example
 * ```ts
 * const codes = singleUseCodes({ store: sqliteCodes({ file: "accounts.db" }), account: (id) => users.byId(id) });
 * ```
 */
export function sqliteCodes(options: SqliteOptions): SqliteCodes {
  return new FileCodes(databaseIn("sqliteCodes()", options));
}
