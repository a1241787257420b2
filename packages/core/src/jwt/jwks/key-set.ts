import { isAlgorithm, isHmac, sameAlgorithm, type PublicAlgorithm } from "../algorithm.js";
import { importPublicJwk, publicJwkFault } from "../keys/public-jwk.js";
import type { KeyHint, VerificationKey } from "../key-source.js";
import type { JsonObject } from "../../http/strict-json.js";

/** One key of a set, imported. */
interface Entry extends VerificationKey {
  /** Everything that it is made of: while this stays the same, so does the `CryptoKey`. */
  readonly material: string;
}

/** The keys of a set that signatures may be checked with. */
export type KeySet = readonly Entry[];

/**
 * Takes the keys that can be used. A key is left out when it is a secret or private one, weak, not for signatures, for an algorithm that is not known, or when it has
 * another's name and algorithm: which of the two is meant, nobody can tell (RFC 7517 section 4.5). Throws where none is left.
 */
export async function readKeySet(jwks: readonly JsonObject[], algorithms: readonly PublicAlgorithm[], former: KeySet): Promise<KeySet> {
  const read = await Promise.all(jwks.map((jwk) => readEntry(jwk, algorithms, former)));
  const entries = read.filter((entry) => typeof entry !== "string");
  const set = entries.filter((entry) => !entries.some((other) => other !== entry && isTwin(entry, other)));
  if (set.length > 0) return set;
  const faults = read.filter((fault) => typeof fault === "string");
  throw new TypeError(`of its ${jwks.length} keys none can be used${faults.length > 0 ? `: ${faults.slice(0, 5).join("; ")}` : ""}`);
}

/** The keys of a set that a token may mean. One with a name means the key of that name, and no other. */
export function select(set: KeySet, { alg, kid }: KeyHint): readonly VerificationKey[] {
  return set.filter((key) => sameAlgorithm(key.alg, alg) && (kid === undefined || key.kid === kid));
}

function isTwin(entry: Entry, other: Entry): boolean {
  return entry.kid !== undefined && entry.kid === other.kid && sameAlgorithm(entry.alg, other.alg);
}

/** A key, or why it is left out. */
async function readEntry(jwk: JsonObject, algorithms: readonly PublicAlgorithm[], former: KeySet): Promise<Entry | string> {
  const { kid } = jwk;
  if (kid !== undefined && typeof kid !== "string") return "a kid is no text";
  const alg = algorithmOf(jwk, algorithms);
  const fault = alg === undefined ? "is for no algorithm that is known" : publicJwkFault(jwk, alg);
  if (alg === undefined || fault !== undefined) return `${kid ?? "one"} ${fault ?? ""}`;
  const { kty, crv, x, y, n, e } = jwk;
  const material = JSON.stringify([kid, alg, kty, crv, x, y, n, e]);
  const kept = former.find((entry) => entry.material === material);
  if (kept !== undefined) return kept;
  const key = await importPublicJwk(jwk, alg).catch(() => undefined);
  return key === undefined ? `${kid ?? "one"} is no key` : Object.freeze({ kid, alg, key, material });
}

/** Its own algorithm, else the first of ours that fits. */
function algorithmOf(jwk: JsonObject, algorithms: readonly PublicAlgorithm[]): PublicAlgorithm | undefined {
  const { alg } = jwk;
  if (alg === undefined) return algorithms.find((name) => publicJwkFault(jwk, name) === undefined) ?? algorithms[0];
  return isAlgorithm(alg) && !isHmac(alg) ? alg : undefined;
}
