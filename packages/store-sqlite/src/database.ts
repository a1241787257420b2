import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const schema = `
  CREATE TABLE IF NOT EXISTS ampoule_families (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, version INTEGER NOT NULL, ends INTEGER NOT NULL, family TEXT NOT NULL, seed TEXT, seed_until INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ampoule_families_of ON ampoule_families (subject);
  CREATE INDEX IF NOT EXISTS ampoule_families_end ON ampoule_families (ends);
  CREATE INDEX IF NOT EXISTS ampoule_seeds_end ON ampoule_families (seed_until) WHERE seed_until IS NOT NULL;
  CREATE TABLE IF NOT EXISTS ampoule_denied (jti TEXT PRIMARY KEY, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ampoule_denied_end ON ampoule_denied (ends);
  CREATE TABLE IF NOT EXISTS ampoule_cut_offs (subject TEXT PRIMARY KEY, at INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ampoule_cut_offs_end ON ampoule_cut_offs (ends);
  CREATE TABLE IF NOT EXISTS ampoule_api_keys (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER, last_used_at INTEGER, replaced_by TEXT,
    key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ampoule_api_keys_of ON ampoule_api_keys (owner);
  CREATE INDEX IF NOT EXISTS ampoule_api_keys_end ON ampoule_api_keys (expires_at) WHERE expires_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ampoule_api_keys_revoked ON ampoule_api_keys (revoked_at) WHERE revoked_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS ampoule_codes (id TEXT PRIMARY KEY, digest TEXT NOT NULL, ends INTEGER NOT NULL, code TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ampoule_codes_end ON ampoule_codes (ends);
`;

export type Row = Readonly<Record<string, unknown>>;
type Statement = ReturnType<DatabaseSync["prepare"]>;

/** A database whose every failure is an `UnavailableError`. */
export class Database {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Statement>();

  /** @throws ConfigurationError where there is no such file, or it is no database. */
  constructor(owner: string, file: string, patience: number) {
    try {
      this.#database = new DatabaseSync(file);
      // FULL: what was confirmed survives a power cut, or a token that was exchanged would come to life again.
      this.#database.exec(`PRAGMA busy_timeout = ${patience}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
    } catch (cause) {
      throw new ConfigurationError("invalid_option", `${owner} cannot open ${JSON.stringify(file)}: see the cause.`, { cause });
    }
  }

  first(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#attempt(() => this.#statement(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#attempt(() => this.#statement(sql).all(...values));
  }

  /** Writes, and tells how many rows changed. */
  write(sql: string, ...values: SQLInputValue[]): number {
    return this.#attempt(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** All of it, or nothing. */
  together<T>(work: () => T): T {
    return this.#attempt(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const made = work();
        this.#database.exec("COMMIT");
        return made;
      } catch (error) {
        this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof UnavailableError) throw cause;
      throw new UnavailableError("SQLite did not answer.", { cause });
    }
  }
}
