import { ConfigurationError } from "@ampoule/core";
import { digestOf } from "./digest.js";
import type { KeyText } from "./key-text.js";
import { endOf, type NewApiKey } from "./options.js";
import type { ApiKeyRecord } from "./store.js";

/** A key, and what is kept of it. */
export interface NewRecord {
  readonly key: string;
  readonly record: ApiKeyRecord;
}

/** @throws ConfigurationError without an owner, or on a life that is no whole number of seconds. */
export function newRecord({ id, key }: KeyText, { owner, name, scopes = [], expiresIn }: NewApiKey<string>, now: number): NewRecord {
  if (typeof owner !== "string" || owner === "") throw new ConfigurationError("invalid_option", "An API key needs an owner.");
  const times = { createdAt: now, expiresAt: endOf(expiresIn, now), revokedAt: undefined, lastUsedAt: undefined };
  return { key, record: { id, digest: digestOf(key), owner, name, scopes: [...scopes], ...times, replacedBy: undefined } };
}

/** How a key has ended by that time, if it has. */
export function endingOf({ revokedAt, expiresAt }: ApiKeyRecord, now: number): string | undefined {
  if (revokedAt !== undefined) return "revoked_api_key";
  return expiresAt !== undefined && !(now < expiresAt) ? "expired_api_key" : undefined;
}
