import { ConfigurationError, UnavailableError } from "@ampoule/core";
import type { ApiKeyRecord, ApiKeyRevocation, ApiKeyRotation, ApiKeyStore } from "./store.js";

/** What {@link memoryApiKeys} can be told. */
export interface MemoryApiKeysOptions {
  /** How many records are kept at most. One more is an `UnavailableError`. Default: 100,000. */
  readonly limit?: number;
}

class MemoryApiKeys implements ApiKeyStore {
  readonly #records = new Map<string, ApiKeyRecord>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(record: ApiKeyRecord): void {
    if (this.#records.has(record.id)) throw new Error(`There is an API key with the id ${record.id}.`);
    if (this.#records.size >= this.#limit) throw new UnavailableError(`The store in memory is full: it holds ${this.#limit} API keys.`);
    this.#put(record);
  }

  find(id: string): ApiKeyRecord | undefined {
    return this.#records.get(id);
  }

  list(owner: string): readonly ApiKeyRecord[] {
    return this.#all().filter((record) => record.owner === owner);
  }

  rotate({ id, owner, next, until, now }: ApiKeyRotation): boolean {
    const record = this.#owned(id, owner);
    // Revoked is revoked, also by a process whose clock is ahead.
    if (record === undefined || (record.replacedBy ?? record.revokedAt) !== undefined || isOver(record, now)) return false;
    this.add(next);
    this.#put({ ...record, replacedBy: next.id, expiresAt: Math.min(until, record.expiresAt ?? until) });
    return true;
  }

  revoke({ id, owner, now }: ApiKeyRevocation): boolean {
    const record = this.#owned(id, owner);
    if (record === undefined) return false;
    this.#put({ ...record, revokedAt: record.revokedAt ?? now });
    return true;
  }

  revokeAll(owner: string, now: number): number {
    const live = this.list(owner).filter(({ revokedAt }) => revokedAt === undefined);
    for (const { id } of live) this.revoke({ id, owner, now });
    return live.length;
  }

  touch(id: string, now: number): void {
    const record = this.#records.get(id);
    if (record !== undefined) this.#put({ ...record, lastUsedAt: Math.max(now, record.lastUsedAt ?? now) });
  }

  purge(before: number): number {
    const over = this.#all().filter((record) => isOver(record, before));
    for (const { id } of over) this.#records.delete(id);
    return over.length;
  }

  /** What is kept cannot be changed from outside. */
  #put(record: ApiKeyRecord): void {
    this.#records.set(record.id, Object.freeze({ ...record, scopes: Object.freeze([...record.scopes]) }));
  }

  #all(): ApiKeyRecord[] {
    return [...this.#records.values()];
  }

  #owned(id: string, owner: string): ApiKeyRecord | undefined {
    const record = this.#records.get(id);
    return record?.owner === owner ? record : undefined;
  }
}

/** Whether a key has ended by itself, or by somebody, at that time. */
function isOver({ expiresAt, revokedAt }: ApiKeyRecord, now: number): boolean {
  return (expiresAt !== undefined && expiresAt <= now) || (revokedAt !== undefined && revokedAt <= now);
}

/**
 * Keeps API keys in memory, for tests and for a single process that may forget them.
 *
 * @throws ConfigurationError on a limit that is not a whole number above 0.
 * @example
 * ```ts
 * const keys = apiKeys({ store: memoryApiKeys(), prefix: "amp", scopes: ["items:read"] });
 * ```
 */
export function memoryApiKeys({ limit = 100_000 }: MemoryApiKeysOptions = {}): ApiKeyStore {
  if (Number.isSafeInteger(limit) && limit > 0) return new MemoryApiKeys(limit);
  throw new ConfigurationError("invalid_option", `memoryApiKeys() needs a whole limit above 0, not ${String(limit)}.`);
}
