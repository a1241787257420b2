import { ConfigurationError } from "../../contract/errors.js";
import type { Awaitable } from "../../contract/provider.js";
import { isHmac, sameAlgorithm, type Algorithm } from "../algorithm.js";
import type { KeyHint, KeySource, VerificationKey } from "../key-source.js";
import { checkLocalKey, loadKey, type CheckedKey, type LocalKey, type LocalKeys } from "./local-key.js";

/** Keys that the application has, and may exchange while it runs. Made by {@link keyRing}. */
export interface KeyRing extends KeySource {
  /** The algorithms of its keys, as it was made. */
  readonly algorithms: readonly Algorithm[];
  /**
   * Puts other keys in the place of all that are there: from the next token on, also for tokens that were verified before.
   * @throws ConfigurationError as {@link keyRing}; then the former keys stay.
   */
  replace(keys: LocalKeys): void;
}

class Ring implements KeyRing {
  readonly algorithms: readonly Algorithm[];
  #keys: Awaitable<readonly VerificationKey[]>;

  constructor(keys: LocalKeys) {
    const checked = checkAll(keys);
    this.algorithms = Object.freeze([...new Set(checked.map(({ alg }) => alg))]);
    this.#keys = this.#load(checked);
  }

  replace(keys: LocalKeys): void {
    this.#keys = this.#load(checkAll(keys));
  }

  find(hint: KeyHint): Awaitable<readonly VerificationKey[]> {
    const keys = this.#keys;
    return "then" in keys ? keys.then((loaded) => select(loaded, hint)) : select(keys, hint);
  }

  #load(checked: readonly CheckedKey[]): Promise<readonly VerificationKey[]> {
    const loading = Promise.all(checked.map(loadKey));
    // Who asks hears of a failure; nobody may have asked yet.
    loading.then((keys) => (this.#keys === loading ? (this.#keys = keys) : keys)).catch(() => undefined);
    return loading;
  }
}

/** The keys of that name, else those without one. A token without a name may be of any. */
function select(keys: readonly VerificationKey[], { alg, kid }: KeyHint): readonly VerificationKey[] {
  const fitting = keys.filter((key) => sameAlgorithm(key.alg, alg));
  if (kid === undefined) return fitting;
  const named = fitting.filter((key) => key.kid === kid);
  return named.length > 0 ? named : fitting.filter((key) => key.kid === undefined);
}

function checkAll(keys: readonly LocalKey[]): readonly CheckedKey[] {
  const checked = keys.map(checkLocalKey);
  const names = checked.flatMap(({ kid }) => kid ?? []);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (checked.length === 0) throw invalid("jwt() was given no key.");
  if (repeated !== undefined) throw invalid(`Two keys given to jwt() have the kid ${JSON.stringify(repeated)}: each needs its own.`);
  requireOneKind(checked.map(({ alg }) => alg));
  return checked;
}

/** @throws ConfigurationError where secrets and public keys could be taken for each other. */
export function requireOneKind(algorithms: readonly Algorithm[]): void {
  if (algorithms.some(isHmac) && !algorithms.every(isHmac)) {
    throw invalid("jwt() was given secrets (HS…) and public keys at once: make one verifier of each.");
  }
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", message);
}

/**
 * Keys that the application has itself, to be exchanged while it runs.
 *
 * Each key is bound to one algorithm. A token that names a key (`kid`) is checked with that key, or with those that have no name; one that names none, with at most four
 * that are for its algorithm. Before a key signs, put it in beside the old one; when the last token of the old one has expired, leave that one out.
 *
 * It does not find out whether a point is on its curve: that shows, as an error, when the key is first used.
 *
 * @throws ConfigurationError on no keys, on secrets beside public keys, on a `kid` twice, and on weak keys: a secret shorter than its hash, published or a placeholder;
 * RSA under 2,048 bits, with an exponent under 65,537, or of the ROCA generator; a private key; a key that says that it is for something else.
 * @example
 * ```ts
 * const ring = keyRing([{ alg: "EdDSA", kid: "2026-11", jwk: november }]);
 * const accessToken = bearer(jwt({ issuer, audience, keys: ring, algorithms: ["EdDSA"] }));
 * ring.replace([{ alg: "EdDSA", kid: "2026-11", jwk: november }, { alg: "EdDSA", kid: "2026-12", jwk: december }]);
 * ```
 */
export function keyRing(keys: LocalKeys): KeyRing {
  return new Ring(keys);
}
