import {
  packApiKey,
  searchable,
  unpackApiKey,
  type ApiKeyRecord,
  type ApiKeyRevocation,
  type ApiKeyRotation,
  type ApiKeyStore,
} from "@ampoule/accounts";
import type { Database, Row } from "./database.js";
import { databaseIn, type SqliteOptions } from "./options.js";

/** A store of API keys that has a file open. */
export interface SqliteApiKeys extends ApiKeyStore, Disposable {
  close(): void;
}

/** @internal */
class FileApiKeys implements SqliteApiKeys {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(record: ApiKeyRecord): void {
    const columns = "id, owner, created_at, expires_at, revoked_at, last_used_at, replaced_by, key";
    this.#database.write(`INSERT INTO ampoule_api_keys (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ...columnsOf(record));
  }

  find(id: string): ApiKeyRecord | undefined {
    const row = this.#database.first("SELECT * FROM ampoule_api_keys WHERE id = ?", id);
    return row && recordIn(row);
  }

  list(owner: string): readonly ApiKeyRecord[] {
    return this.#database.all("SELECT * FROM ampoule_api_keys WHERE owner = ? ORDER BY created_at, id", searchable(owner)).map(recordIn);
  }

  rotate({ id, owner, next, until, now }: ApiKeyRotation): boolean {
    const sql = `UPDATE ampoule_api_keys SET replaced_by = ?1, expires_at = min(coalesce(expires_at, ?2), ?2)
      WHERE id = ?3 AND owner = ?4 AND replaced_by IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?5)`;
    return this.#database.together(() => {
      const isDone = this.#database.write(sql, next.id, until, id, searchable(owner), now) === 1;
      if (isDone) this.add(next);
      return isDone;
    });
  }

  revoke({ id, owner, now }: ApiKeyRevocation): boolean {
    const sql = "UPDATE ampoule_api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND owner = ?";
    return this.#database.write(sql, now, id, searchable(owner)) === 1;
  }

  revokeAll(owner: string, now: number): number {
    return this.#database.write(
      "UPDATE ampoule_api_keys SET revoked_at = ? WHERE owner = ? AND revoked_at IS NULL",
      now,
      searchable(owner),
    );
  }

  touch(id: string, now: number): void {
    this.#database.write("UPDATE ampoule_api_keys SET last_used_at = max(coalesce(last_used_at, ?1), ?1) WHERE id = ?2", now, id);
  }

  purge(before: number): number {
    return this.#database.write("DELETE FROM ampoule_api_keys WHERE expires_at <= ?1 OR revoked_at <= ?1", before);
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function columnsOf(record: ApiKeyRecord): (string | number | null)[] {
  const { id, owner, createdAt, expiresAt = null, revokedAt = null, lastUsedAt = null, replacedBy = null } = record;
  return [id, searchable(owner), createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy, packApiKey(record)];
}

function recordIn(row: Row): ApiKeyRecord {
  const { key, expires_at, revoked_at, last_used_at, replaced_by } = row;
  return unpackApiKey(key, { expiresAt: expires_at, revokedAt: revoked_at, lastUsedAt: last_used_at, replacedBy: replaced_by });
}

/**
 * Keeps API keys in an SQLite file, which may be the one of {@link sqliteStore}: for one machine, any number of processes.
 *
 * Durable, and synchronous, as {@link sqliteStore}. Rows hold digests, and no keys. Nothing is deleted before `purge`. A file that is locked for longer than `patience`, full
 * or closed is an `UnavailableError`.
 *
 * @throws ConfigurationError on a file that cannot be opened, or is no database.
 * @example
 * ```ts
 * const keys = apiKeys({ store: sqliteApiKeys({ file: "accounts.db" }), prefix: "acme", scopes: ["items:read"] });
 * ```
 */
export function sqliteApiKeys(options: SqliteOptions): SqliteApiKeys {
  return new FileApiKeys(databaseIn("sqliteApiKeys()", options));
}
