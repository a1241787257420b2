import type { DeniedToken, EndOfAll, Family, RefreshStore, TokenQuestion } from "@ampoule/accounts";
import { ConfigurationError } from "@ampoule/core";
import { Database } from "./database.js";
import { columnsOf, familyIn } from "./rows.js";

/** What {@link sqliteStore} can be told. */
export interface SqliteStoreOptions {
  /** The database's file, made if there is none; `":memory:"` for none. It may hold tables of your own: ours begin with `ampoule_`. */
  readonly file: string;
  /** Milliseconds to wait for another process that writes, 0 to 10,000; this process waits with it. Default: 500. */
  readonly patience?: number;
}

/** A store that has a file open. */
export interface SqliteStore extends RefreshStore, Disposable {
  close(): void;
}

/** How many rows each sign-in tidies away, so that no timer is needed. */
const swept = 20;
const everything = Number.MAX_SAFE_INTEGER;

/** @internal */
class FileStore implements SqliteStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(family: Family, now: number): void {
    const { id, subject } = family;
    this.#database.together(() => {
      this.#purge(now, swept);
      this.#database.write(
        "INSERT INTO ampoule_families (version, ends, family, seed, seed_until, subject, id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ...columnsOf(family),
        subject,
        id,
      );
    });
  }

  find(id: string): Family | undefined {
    const row = this.#database.first("SELECT family, seed, seed_until FROM ampoule_families WHERE id = ?", id);
    return row && familyIn(row);
  }

  /** One statement: SQLite lets nothing come between its condition and its change. */
  swap(next: Family, version: number): boolean {
    const changes = this.#database.write(
      "UPDATE ampoule_families SET version = ?, ends = ?, family = ?, seed = ?, seed_until = ? WHERE id = ? AND version = ?",
      ...columnsOf(next),
      next.id,
      version,
    );
    return changes === 1;
  }

  end(id: string): void {
    this.#database.write("DELETE FROM ampoule_families WHERE id = ?", id);
  }

  endAll(subject: string, { except, now, until }: EndOfAll): void {
    this.#database.together(() => {
      this.#database.write("DELETE FROM ampoule_families WHERE subject = ? AND id IS NOT ?", subject, except ?? null);
      this.#database.write(
        `INSERT INTO ampoule_cut_offs (subject, at, ends) VALUES (?, ?, ?)
          ON CONFLICT (subject) DO UPDATE SET at = max(at, excluded.at), ends = max(ends, excluded.ends)`,
        subject,
        now,
        until,
      );
    });
  }

  deny({ jti, until }: DeniedToken): void {
    const known = "ON CONFLICT (jti) DO UPDATE SET ends = max(ends, excluded.ends)";
    this.#database.write(`INSERT INTO ampoule_denied (jti, ends) VALUES (?, ?) ${known}`, jti, until);
  }

  isOver({ subject, family, jti, issuedAt }: TokenQuestion): boolean {
    const row = this.#database.first(
      `SELECT EXISTS (SELECT 1 FROM ampoule_denied WHERE jti = ?) AS denied, EXISTS (SELECT 1 FROM ampoule_families WHERE id = ?) AS lives,
        EXISTS (SELECT 1 FROM ampoule_cut_offs WHERE subject = ? AND at >= ?) AS cut`,
      jti ?? null,
      family ?? null,
      subject,
      issuedAt,
    );
    return row?.["denied"] !== 0 || (family === undefined ? row["cut"] !== 0 : row["lives"] !== 1);
  }

  purge(now: number): number {
    return this.#purge(now, everything);
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #purge(now: number, most: number): number {
    const over = "SELECT id FROM ampoule_families WHERE seed_until < ? LIMIT ?";
    this.#database.write(`UPDATE ampoule_families SET seed = NULL, seed_until = NULL WHERE id IN (${over})`, now, most);
    const tables = Object.entries({ ampoule_families: "id", ampoule_denied: "jti", ampoule_cut_offs: "subject" });
    const counts = tables.map(([table, key]) =>
      this.#database.write(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ends < ? LIMIT ?)`, now, most),
    );
    return counts.reduce((total, count) => total + count, 0);
  }
}

/**
 * Keeps families of refresh tokens in an SQLite file, with Node's own `node:sqlite`: for one machine, any number of processes.
 *
 * Durable (WAL, `synchronous = FULL`): what was confirmed survives a crash and a power cut. Each sign-in deletes a few rows that have ended; no timers. A file that is locked
 * for longer than `patience`, full or closed is an `UnavailableError`.
 *
 * It is synchronous: a write takes the event loop for as long as the disk does. It does not encrypt the file, which holds subjects, client ids and digests, and no tokens.
 *
 * @throws ConfigurationError on a file that cannot be opened, or is no database.
 * @example
 * ```ts
 * const auth = tokens({ store: sqliteStore({ file: "accounts.db" }), keys, issuer, audience, account });
 * ```
 */
export function sqliteStore({ file, patience = 500 }: SqliteStoreOptions): SqliteStore {
  if (typeof file !== "string" || file === "") throw new ConfigurationError("invalid_option", "sqliteStore() needs a file.");
  if (!(Number.isSafeInteger(patience) && patience >= 0 && patience <= 10_000)) {
    throw new ConfigurationError("invalid_option", "The patience of sqliteStore() is in milliseconds, 0 to 10,000.");
  }
  return new FileStore(new Database(file, patience));
}
