import { randomUUID } from "node:crypto";
import type { ApiKeyRecord, ApiKeyStore } from "../../api-keys/store.js";

/** One thing that every store has to do. */
export interface ApiKeyStoreCase {
  readonly name: string;
  /** Throws where the store does not. It makes ids of its own, so one store may serve all cases, at the same time. */
  readonly run: (store: ApiKeyStore) => Promise<void>;
}

/** When everything begins. */
export const start = 1_700_000_000_000;

/** A record with an id and an owner that nothing else has. */
export function newRecord(told: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  const nothingYet = { expiresAt: undefined, revokedAt: undefined, lastUsedAt: undefined, replacedBy: undefined };
  const text = { id: randomUUID(), digest: "ZGlnZXN0", owner: randomUUID(), name: "ключ \u{1f511}" };
  return { ...text, scopes: ["read", "write"], createdAt: start, ...nothingYet, ...told };
}

/** The same, in a store already. */
export async function kept(store: ApiKeyStore, told: Partial<ApiKeyRecord> = {}): Promise<ApiKeyRecord> {
  const record = newRecord(told);
  await store.add(record);
  return record;
}
