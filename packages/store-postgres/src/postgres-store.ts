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
import { inBatches } from "./columns.js";
import type { Database } from "./database.js";
import { placeIn, type Place, type PostgresOptions } from "./options.js";
import { statementsOn, sweepEvery, type Statements } from "./statements.js";

/** How many rows a purge takes at once: few enough that nobody waits for it. */
const batch = 1_000;

/** @internal */
class PostgresStore implements RefreshStore {
  readonly #database: Database;
  readonly #sql: Statements;
  #swaps = 0;

  constructor({ database, tables }: Place) {
    this.#database = database;
    this.#sql = statementsOn(tables);
  }

  async create(family: Family, now: number): Promise<void> {
    const { id, subject } = family;
    await this.#database.ask(this.#sql.create, ...familyColumns(family), id, searchable(subject), now);
  }

  async find(id: string): Promise<Family | undefined> {
    const [row] = (await this.#database.ask(this.#sql.find, searchable(id))).rows;
    return row === undefined ? undefined : familyIn(row);
  }

  async list(subject: string): Promise<readonly Family[]> {
    return (await this.#database.ask(this.#sql.list, searchable(subject))).rows.map(familyIn);
  }

  async swap(next: Family, version: number, now: number): Promise<boolean> {
    const values = [...familyColumns(next), next.id, version];
    this.#swaps += 1;
    const sweeps = this.#swaps % sweepEvery === 1;
    const { swap, swapAndSweep } = this.#sql;
    return (await (sweeps ? this.#database.write(swapAndSweep, ...values, now) : this.#database.write(swap, ...values))) === 1;
  }

  async end(id: string): Promise<void> {
    await this.#database.ask(this.#sql.end, searchable(id));
  }

  async endAll(subject: string, { except, now, until }: EndOfAll): Promise<void> {
    await this.#database.ask(this.#sql.endAll, searchable(subject), except ?? null, now, until);
  }

  async deny({ jti, until, now }: DeniedToken): Promise<void> {
    await this.#database.ask(this.#sql.deny, searchable(jti), until, now);
  }

  async isOver({ subject, family, jti, issuedAt }: TokenQuestion): Promise<boolean> {
    const [name, session] = [jti, family].map((text) => (text === undefined ? null : searchable(text)));
    return (await this.#database.write(this.#sql.isOver, name ?? null, session ?? null, searchable(subject), issuedAt)) !== 0;
  }

  async purge(now: number): Promise<number> {
    await inBatches(batch, () => this.#database.write(this.#sql.forgetSeeds(batch), now));
    let rows = 0;
    for (const purge of this.#sql.purge(batch)) rows += await inBatches(batch, () => this.#database.write(purge, now));
    return rows;
  }
}

function familyIn(row: unknown): Family {
  const { family, seed, seed_until: until } = row as Record<string, unknown>;
  return familyInColumns(family, seed, until);
}

/**
 * Keeps families of refresh tokens in PostgreSQL 15 or newer: for any number of machines, durable, searchable, in the backups that you make already.
 *
 * Each method is one statement, hence one round trip and one transaction; nothing of a session is set, so that poolers fit in between. Sign-ins, refreshes and sign-outs delete
 * a few rows that have ended; no timers. Whatever goes wrong, also a connection that does not come in time, is an `UnavailableError`.
 *
 * It makes no tables: {@link createPostgresTables} does. The pool has to lead to the primary, with `synchronous_commit` on: a replica lags behind, and what is confirmed
 * must be kept. Give the pool a `statement_timeout` of its own, so that the server too gives up what nobody waits for. Rows hold subjects, client ids and digests, and no tokens.
 *
 * @throws ConfigurationError on what is no pool, a pool that nobody listens to, names out of form, or a time-out out of range.
 * @example
 * ```ts
 * const pool = new Pool({ connectionString, statement_timeout: 2_000 }).on("error", log);
 * await createPostgresTables({ pool });
 * const auth = tokens({ store: postgresStore({ pool }), keys, issuer, audience, account });
 * ```
 */
export function postgresStore(options: PostgresOptions): RefreshStore {
  return new PostgresStore(placeIn("postgresStore()", options));
}
