import { ConfigurationError } from "@ampoule/core";
import { wholeNumber } from "../whole-number.js";
import type { ApiKeyStore } from "./store.js";

/** What {@link apiKeys} needs to know. */
export interface ApiKeysOptions<S extends string> {
  readonly store: ApiKeyStore;
  /** Every scope that a key may hold. Default: none. */
  readonly scopes?: readonly S[];
  /** What every key begins with, so that scanners and people know it: lower-case letters and digits, parted by `_`. Default: `"amp"`. */
  readonly prefix?: string;
  /** Seconds for which a rotated key still works, unless `rotate` says otherwise. Default: 86,400, a day. */
  readonly overlap?: number;
  /** A use is written down when the last one that was is as many seconds old. Default: 60. */
  readonly lastUseEvery?: number;
  /** Milliseconds that the store may take for one answer, 1 to 60,000; then 503. Default: 2,000. */
  readonly timeout?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: () => number;
}

/** How long a key lives: in seconds, or until it is revoked. */
export type ApiKeyLife = number | "never";

/** What a new key is made of. */
export interface NewApiKey<S extends string> {
  /** Whose it is. Take it from who is signed in, never from the request's body. */
  readonly owner: string;
  /** What its owner calls it. */
  readonly name: string;
  /** Default: none. */
  readonly scopes?: readonly S[];
  /** Seconds until it ends, or `"never"`. It has to be said. */
  readonly expiresIn: ApiKeyLife;
}

/** Which key, and whose. */
export interface OwnedApiKey {
  readonly id: string;
  /** Take it from who is signed in: another one's key is not found. */
  readonly owner: string;
}

/** What {@link ApiKeys.rotate} needs to know. */
export interface RotateApiKey extends OwnedApiKey {
  /** Seconds until the new key ends, or `"never"`. */
  readonly expiresIn: ApiKeyLife;
  /** Seconds for which the old key still works; 0 where it may be stolen. Default: that of {@link apiKeys}. */
  readonly overlap?: number;
}

const longest = 3_153_600_000;

/** A number of seconds, in milliseconds. A hundred years at most. */
export function milliseconds(name: string, seconds: number, least = 0): number {
  return 1_000 * wholeNumber("apiKeys()", name, seconds, [least, longest]);
}

/** When a key that is made now ends. */
export function endOf(life: ApiKeyLife, now: number): number | undefined {
  return life === "never" ? undefined : now + milliseconds("expiresIn", life, 1);
}

/** @throws ConfigurationError on a prefix that could not be told from the rest. */
export function requirePrefix(prefix: string): string {
  if (prefix.length <= 32 && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(prefix)) return prefix;
  throw new ConfigurationError(
    "invalid_option",
    `apiKeys() needs a prefix of lower-case letters and digits, not ${JSON.stringify(prefix)}.`,
  );
}

/** @throws ConfigurationError on a scope that no key may hold. */
export function requireDeclared(scopes: readonly string[], declared: readonly string[]): void {
  const unknown = scopes.find((scope) => !declared.includes(scope));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    "unenforced_scope",
    `apiKeys() does not declare the scope "${unknown}"; it declares: ${declared.join(", ")}.`,
  );
}
