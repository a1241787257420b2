import type { Granted, Rejected } from "@ampoule/core";
import type { ApiKeyRecord } from "./store.js";

/** Who sent a key, and what it may do. */
export interface ApiKeyHolder<out S extends string = string> {
  /** The key's public id. */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly scopes: readonly S[];
}

/** What `apiKeyHeader` and its kin take besides a name. */
export interface ApiKeyVerifier<S extends string> {
  readonly scopes: readonly S[];
  verify(key: string): Promise<Granted<ApiKeyHolder<S>> | Rejected>;
}

/** What may be shown of a key: everything but its digest. */
export type ApiKeyInfo = Omit<ApiKeyRecord, "digest">;

/** A key that was just made. */
export interface IssuedApiKey {
  /** The key itself. Show it once: it is not kept. */
  readonly key: string;
  readonly info: ApiKeyInfo;
}

export function infoOf(record: ApiKeyRecord): ApiKeyInfo {
  const { id, owner, name, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy } = record;
  return { id, owner, name, scopes, createdAt, expiresAt, revokedAt, lastUsedAt, replacedBy };
}
