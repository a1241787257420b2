import {
  packApiKey,
  searchable,
  unpackApiKey,
  type ApiKeyRecord,
  type ApiKeyRevocation,
  type ApiKeyRotation,
  type ApiKeyStore,
} from "@ampoule/accounts";
import { UnavailableError } from "@ampoule/core";
import { inBatches, lockedIn, someOf } from "./columns.js";
import type { Database, Value } from "./database.js";
import { placeIn, type Place, type PostgresOptions } from "./options.js";

/** How many rows a purge takes at once. */
const batch = 1_000;
/** How often all keys of an owner are looked for: more often only while somebody makes new ones as fast. */
const passes = 20;
const all = "id, owner, created_at, expires_at, revoked_at, last_used_at, replaced_by, key";

/** @internal */
class PostgresApiKeys implements ApiKeyStore {
  readonly #database: Database;
  readonly #table: string;

  constructor({ database, tables }: Place) {
    this.#database = database;
    this.#table = tables.apiKeys;
  }

  async add(record: ApiKeyRecord): Promise<void> {
    await this.#database.ask(`INSERT INTO ${this.#table} (${all}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, ...columnsOf(record));
  }

  async find(id: string): Promise<ApiKeyRecord | undefined> {
    const [row] = (await this.#database.ask(`SELECT ${all} FROM ${this.#table} WHERE id = $1`, searchable(id))).rows;
    return row === undefined ? undefined : recordIn(row);
  }

  async list(owner: string): Promise<readonly ApiKeyRecord[]> {
    const sql = `SELECT ${all} FROM ${this.#table} WHERE owner = $1 ORDER BY created_at, id`;
    return (await this.#database.ask(sql, searchable(owner))).rows.map(recordIn);
  }

  /** The new key is made of the row that the old one gives up: without one there is none. */
  async rotate({ id, owner, next, until, now }: ApiKeyRotation): Promise<boolean> {
    const old = `UPDATE ${this.#table} SET replaced_by = $1, expires_at = least(expires_at, $9)
      WHERE id = $10 AND owner = $11 AND replaced_by IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $12) RETURNING id`;
    const values = "$1, $2, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7, $8";
    const sql = `WITH old AS (${old}) INSERT INTO ${this.#table} (${all}) SELECT ${values} FROM old`;
    return (await this.#database.write(sql, ...columnsOf(next), until, searchable(id), searchable(owner), now)) === 1;
  }

  async revoke({ id, owner, now }: ApiKeyRevocation): Promise<boolean> {
    const sql = `UPDATE ${this.#table} SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND owner = $2`;
    return (await this.#database.write(sql, searchable(id), searchable(owner), now)) === 1;
  }

  /** Once more for as long as there were some: a statement does not see the key that a rotation makes beside it, but then it has revoked that one's old key. */
  async revokeAll(owner: string, now: number): Promise<number> {
    const living = lockedIn(this.#table, "id", "owner = $1 AND revoked_at IS NULL");
    const sql = `UPDATE ${this.#table} SET revoked_at = $2 WHERE ${living}`;
    let total = 0;
    for (let pass = 0; pass < passes; pass += 1) {
      const revoked = await this.#database.write(sql, searchable(owner), now);
      if (revoked === 0) return total;
      total += revoked;
    }
    throw new UnavailableError("The API keys of an owner change all the time.", { retryAfter: 1 });
  }

  async touch(id: string, now: number): Promise<void> {
    await this.#database.ask(`UPDATE ${this.#table} SET last_used_at = greatest(last_used_at, $2) WHERE id = $1`, searchable(id), now);
  }

  async purge(before: number): Promise<number> {
    const over = someOf(this.#table, "id", "expires_at <= $1 OR revoked_at <= $1", batch);
    return inBatches(batch, () => this.#database.write(`DELETE FROM ${this.#table} WHERE ${over}`, before));
  }
}

function columnsOf(record: ApiKeyRecord): Value[] {
  const { id, owner, createdAt, expiresAt = null, revokedAt = null, lastUsedAt = null, replacedBy = null } = record;
  return [searchable(id), searchable(owner), createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy, packApiKey(record)];
}

function recordIn(row: unknown): ApiKeyRecord {
  const { key, expires_at, revoked_at, last_used_at, replaced_by } = row as Record<string, unknown>;
  return unpackApiKey(key, { expiresAt: expires_at, revokedAt: revoked_at, lastUsedAt: last_used_at, replacedBy: replaced_by });
}

/**
 * Keeps API keys in PostgreSQL 15 or newer, beside what {@link postgresStore} keeps.
 *
 * Each method is one statement, `revokeAll` a few. A rotation and a revocation of everything at the same time leave nothing alive. Whatever goes wrong is an
 * `UnavailableError`. It makes no tables: {@link createPostgresTables} does. Rows hold digests, and no keys.
 *
 * @throws ConfigurationError as {@link postgresStore}.
 * @example
 * ```ts
 * const keys = apiKeys({ store: postgresApiKeys({ pool }), prefix: "acme", scopes: ["items:read"] });
 * ```
 */
export function postgresApiKeys(options: PostgresOptions): ApiKeyStore {
  return new PostgresApiKeys(placeIn("postgresApiKeys()", options));
}
