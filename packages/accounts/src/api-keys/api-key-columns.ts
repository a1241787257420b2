import { UnavailableError } from "@ampoule/core";
import type { ApiKeyRecord } from "./store.js";

/** What changes in the life of a key, as a driver read it: numbers may come as text, and what is not there as `null`. */
export interface ApiKeyColumns {
  readonly expiresAt: unknown;
  readonly revokedAt: unknown;
  readonly lastUsedAt: unknown;
  readonly replacedBy: unknown;
}

/** What never changes in the life of a key, as text, for stores that keep text. The rest wants columns of its own. */
export function packApiKey({ id, digest, owner, name, scopes, createdAt }: ApiKeyRecord): string {
  return JSON.stringify({ id, digest, owner, name, scopes, createdAt });
}

/** The record of a text that {@link packApiKey} wrote, and of what has changed since. @throws UnavailableError on what cannot be read. */
export function unpackApiKey(text: unknown, changed: ApiKeyColumns): ApiKeyRecord {
  return {
    ...fixedPart(String(text)),
    expiresAt: timeIn(changed.expiresAt),
    revokedAt: timeIn(changed.revokedAt),
    lastUsedAt: timeIn(changed.lastUsedAt),
    replacedBy: typeof changed.replacedBy === "string" ? changed.replacedBy : undefined,
  };
}

type Fixed = Omit<ApiKeyRecord, keyof ApiKeyColumns>;

function fixedPart(text: string): Fixed {
  try {
    const fixed: Fixed | null = JSON.parse(text);
    if (typeof fixed?.digest === "string" && typeof fixed.owner === "string" && Array.isArray(fixed.scopes)) return fixed;
  } catch (cause) {
    throw new UnavailableError("An API key in the store cannot be read.", { cause });
  }
  throw new UnavailableError("An API key in the store cannot be read.");
}

/** @throws UnavailableError on what is no time: a revoked key must not pass for a living one. */
function timeIn(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  const time = Number(value);
  if (Number.isSafeInteger(time)) return time;
  throw new UnavailableError("An API key in the store cannot be read.");
}
