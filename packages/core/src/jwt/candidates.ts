import { ConfigurationError, isUnavailable, UnavailableError } from "../contract/errors.js";
import { isThenable } from "../contract/thenable.js";
import { sameAlgorithm, type Algorithm } from "./algorithm.js";
import { cryptoKeyFault } from "./keys/crypto-key.js";
import type { KeyHint, KeySource, VerificationKey } from "./key-source.js";

/** Keys that are tried on one token, at most: a token without a `kid` must not cost as many verifications as there are keys. */
const keyLimit = 4;
/** Keys that were looked at, and what they may be used for: a `CryptoKey` does not change. */
const sound = new WeakMap<CryptoKey, Algorithm>();

/** The keys to try, looked at once more: a source is anybody's code. @throws UnavailableError, also late, whatever the source throws. */
export function askForKeys(source: KeySource, hint: KeyHint): readonly VerificationKey[] | Promise<readonly VerificationKey[]> {
  try {
    const found: unknown = source.find(hint);
    return isThenable(found) ? fittingLate(found, hint) : fitting(found, hint);
  } catch (error) {
    return fail(error);
  }
}

function fittingLate(pending: PromiseLike<unknown>, hint: KeyHint): Promise<readonly VerificationKey[]> {
  return Promise.resolve(pending).then((keys) => fitting(keys, hint), fail);
}

function fail(error: unknown): never {
  if (isUnavailable(error) || error instanceof ConfigurationError) throw error;
  throw new UnavailableError("The keys that tokens are checked with cannot be had.", { cause: error });
}

function fitting(found: unknown, hint: KeyHint): readonly VerificationKey[] {
  if (!Array.isArray(found)) return [];
  return found.filter((key: VerificationKey | null | undefined) => fits(key, hint)).slice(0, keyLimit);
}

function fits(key: VerificationKey | null | undefined, { alg, kid }: KeyHint): boolean {
  if (typeof key !== "object" || key === null || typeof key.alg !== "string") return false;
  const isNamed = key.kid === undefined || kid === undefined || key.kid === kid;
  return isNamed && sameAlgorithm(key.alg, alg) && isSound(key.key, alg);
}

function isSound(key: CryptoKey, alg: Algorithm): boolean {
  if (sound.get(key) === alg) return true;
  if (cryptoKeyFault(key, alg) !== undefined) return false;
  sound.set(key, alg);
  return true;
}
