import { packCode, searchable, unpackCode, type CodeRecord, type CodeStore } from "@ampoule/accounts";
import { inBatches, someOf } from "./columns.js";
import type { Database } from "./database.js";
import { placeIn, type Place, type PostgresOptions } from "./options.js";

/** How many rows a purge takes at once. */
const batch = 1_000;

/** @internal */
class PostgresCodes implements CodeStore {
  readonly #database: Database;
  readonly #table: string;

  constructor({ database, tables }: Place) {
    this.#database = database;
    this.#table = tables.codes;
  }

  async put(record: CodeRecord): Promise<void> {
    const sql = `INSERT INTO ${this.#table} (id, digest, ends, code) VALUES ($1, $2, $3, $4)
      ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, ends = excluded.ends, code = excluded.code`;
    await this.#database.ask(sql, searchable(record.id), searchable(record.digest), record.expiresAt, packCode(record));
  }

  async find(id: string): Promise<CodeRecord | undefined> {
    const [row] = (await this.#database.ask(`SELECT code FROM ${this.#table} WHERE id = $1`, searchable(id))).rows;
    return row === undefined ? undefined : unpackCode(String((row as Record<string, unknown>)["code"]));
  }

  async take(id: string, digest: string): Promise<boolean> {
    const sql = `DELETE FROM ${this.#table} WHERE id = $1 AND digest = $2`;
    return (await this.#database.write(sql, searchable(id), searchable(digest))) === 1;
  }

  async drop(id: string): Promise<void> {
    await this.#database.ask(`DELETE FROM ${this.#table} WHERE id = $1`, searchable(id));
  }

  async purge(before: number): Promise<number> {
    const over = someOf(this.#table, "id", "ends < $1", batch);
    return inBatches(batch, () => this.#database.write(`DELETE FROM ${this.#table} WHERE ${over}`, before));
  }
}

/**
 * Keeps single-use codes in PostgreSQL 15 or newer, beside what {@link postgresStore} keeps.
 *
 * Each method is one statement; there is one row for each purpose and account. Whatever goes wrong is an `UnavailableError`. It makes no tables: {@link createPostgresTables} does.
 *
 * @throws ConfigurationError as {@link postgresStore}.
 * @example
 * ```ts
 * const codes = singleUseCodes({ store: postgresCodes({ pool }), account: (id) => users.byId(id) });
 * ```
 */
export function postgresCodes(options: PostgresOptions): CodeStore {
  return new PostgresCodes(placeIn("postgresCodes()", options));
}
