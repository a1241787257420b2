import {
  familyColumns,
  familyInColumns,
  searchable,
  type DeniedToken,
  type EndOfAll,
  type Family,
  type RefreshStore,
  type TokenQuestion,
} from "@ampoule/accounts";
import type { Database } from "./database.js";
import { databaseIn, type SqliteOptions } from "./options.js";

/** A store that has a file open. */
export interface SqliteStore extends RefreshStore, Disposable {
  close(): void;
}

/** How many rows each sign-in and each denial tidies away, so that no timer is needed. */
const swept = 20;
/** How many seeds each refresh forgets: more than the one that it brings. */
const forgotten = 2;
const everything = Number.MAX_SAFE_INTEGER;

/** @internal */
class FileStore implements SqliteStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(family: Family, now: number): void {
    const { id, subject } = family;
    const sql = "INSERT INTO ampoule_families (version, ends, family, seed, seed_until, subject, id) VALUES (?, ?, ?, ?, ?, ?, ?)";
    this.#database.together(() => {
      this.#purge(now, swept);
      this.#database.write(sql, ...familyColumns(family), searchable(subject), id);
    });
  }

  find(id: string): Family | undefined {
    const row = this.#database.first("SELECT family, seed, seed_until FROM ampoule_families WHERE id = ?", id);
    return row && familyInColumns(row["family"], row["seed"], row["seed_until"]);
  }

  list(subject: string): readonly Family[] {
    const rows = this.#database.all("SELECT family, seed, seed_until FROM ampoule_families WHERE subject = ?", searchable(subject));
    return rows.map(({ family, seed, seed_until: until }) => familyInColumns(family, seed, until));
  }

  /** SQLite lets nothing come between a statement's condition and its change. */
  swap(next: Family, version: number, now: number): boolean {
    return this.#database.together(() => {
      this.#forgetSeeds(now, forgotten);
      const changes = this.#database.write(
        "UPDATE ampoule_families SET version = ?, ends = ?, family = ?, seed = ?, seed_until = ? WHERE id = ? AND version = ?",
        ...familyColumns(next),
        next.id,
        version,
      );
      return changes === 1;
    });
  }

  end(id: string): void {
    this.#database.write("DELETE FROM ampoule_families WHERE id = ?", id);
  }

  endAll(subject: string, { except, now, until }: EndOfAll): void {
    this.#database.together(() => {
      this.#purge(now, swept);
      this.#database.write("DELETE FROM ampoule_families WHERE subject = ? AND id IS NOT ?", searchable(subject), except ?? null);
      this.#database.write(
        `INSERT INTO ampoule_cut_offs (subject, at, ends) VALUES (?, ?, ?)
          ON CONFLICT (subject) DO UPDATE SET at = max(at, excluded.at), ends = max(ends, excluded.ends)`,
        searchable(subject),
        now,
        until,
      );
    });
  }

  deny({ jti, until, now }: DeniedToken): void {
    const known = "ON CONFLICT (jti) DO UPDATE SET ends = max(ends, excluded.ends)";
    this.#database.together(() => {
      this.#purge(now, swept);
      this.#database.write(`INSERT INTO ampoule_denied (jti, ends) VALUES (?, ?) ${known}`, jti, until);
    });
  }

  isOver({ subject, family, jti, issuedAt }: TokenQuestion): boolean {
    const row = this.#database.first(
      `SELECT EXISTS (SELECT 1 FROM ampoule_denied WHERE jti = ?) AS denied, EXISTS (SELECT 1 FROM ampoule_families WHERE id = ?) AS lives,
        EXISTS (SELECT 1 FROM ampoule_cut_offs WHERE subject = ? AND at >= ?) AS cut`,
      jti ?? null,
      family ?? null,
      searchable(subject),
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
    this.#forgetSeeds(now, most);
    const tables = Object.entries({ ampoule_families: "id", ampoule_denied: "jti", ampoule_cut_offs: "subject" });
    const counts = tables.map(([table, key]) =>
      this.#database.write(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ends < ? LIMIT ?)`, now, most),
    );
    return counts.reduce((total, count) => total + count, 0);
  }

  #forgetSeeds(now: number, most: number): void {
    const over = "SELECT id FROM ampoule_families WHERE seed_until < ? LIMIT ?";
    this.#database.write(`UPDATE ampoule_families SET seed = NULL, seed_until = NULL WHERE id IN (${over})`, now, most);
  }
}

/**
 * Keeps families of refresh tokens in an SQLite file, with Node's own `node:sqlite`: for one machine, any number of processes.
 *
 * Durable (WAL, `synchronous = FULL`): what was confirmed survives a crash and a power cut. Sign-ins, refreshes and sign-outs delete a little of what has ended; no timers. A file that is locked
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
export function sqliteStore(options: SqliteOptions): SqliteStore {
  return new FileStore(databaseIn("sqliteStore()", options));
}
