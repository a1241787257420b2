import type { Awaitable } from "@ampoule/core";

/** What is kept of a key. Times are milliseconds since 1970. */
export interface ApiKeyRecord {
  /** The public part. */
  readonly id: string;
  /** SHA-256 of the whole key, in base64url. */
  readonly digest: string;
  /** Whose it is: an account's or a service's id. */
  readonly owner: string;
  /** What its owner calls it. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  /** When it ends by itself. `undefined`: never. */
  readonly expiresAt: number | undefined;
  readonly revokedAt: number | undefined;
  /** Roughly: not every use is written down. */
  readonly lastUsedAt: number | undefined;
  /** The id of the key that takes its place. */
  readonly replacedBy: string | undefined;
}

/** One key in the place of another. */
export interface ApiKeyRotation {
  /** The key that goes. */
  readonly id: string;
  /** Whose it has to be. */
  readonly owner: string;
  readonly next: ApiKeyRecord;
  /** When the old one ends, unless it ends before that. */
  readonly until: number;
  readonly now: number;
}

/** Which key, of whom, and when. */
export interface ApiKeyRevocation {
  readonly id: string;
  readonly owner: string;
  readonly now: number;
}

/**
 * Where API keys are kept. `apiKeyStoreContract` is what an implementation has to pass.
 *
 * Each method is one step that nothing comes between. Times are given by the caller, who has one clock. What was answered is kept. Whatever a method throws counts as "cannot tell": throw an
 * `UnavailableError`, so that the client gets 503.
 */
export interface ApiKeyStore {
  /** Keeps a new record. @throws where the id is taken: nothing is overwritten. */
  add(record: ApiKeyRecord): Awaitable<void>;
  /** The record of that id, also one that is over. Never an older state than was confirmed before: not from a replica that lags behind. */
  find(id: string): Awaitable<ApiKeyRecord | undefined>;
  /** All records of an owner, also those that are over, oldest first. */
  list(owner: string): Awaitable<readonly ApiKeyRecord[]>;
  /**
   * Adds `next`, ends the old key at `until` and notes which one takes its place: all or nothing. `false`, and nothing is changed, where the owner has no such key, or it has expired, been
   * revoked or been replaced.
   */
  rotate(rotation: ApiKeyRotation): Awaitable<boolean>;
  /** Revokes a key. `false` where the owner has no such key; `true` also where it was revoked before, whose time then stays. */
  revoke(revocation: ApiKeyRevocation): Awaitable<boolean>;
  /** Revokes all keys of an owner that are not revoked yet. @returns how many. */
  revokeAll(owner: string, now: number): Awaitable<number>;
  /** Notes a use. An earlier one than is noted changes nothing; nor does an unknown id. */
  touch(id: string, now: number): Awaitable<void>;
  /** Deletes what expired or was revoked before that time. @returns how many. */
  purge(before: number): Awaitable<number>;
}
