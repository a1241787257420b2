import { ConfigurationError } from "../../contract/errors.js";
import {
  hmacAlgorithms,
  isAlgorithm,
  isHmac,
  publicAlgorithms,
  type Algorithm,
  type HmacAlgorithm,
  type PublicAlgorithm,
} from "../algorithm.js";
import type { VerificationKey } from "../key-source.js";
import { decodeBase64Url } from "../text/base64url.js";
import { isObject, type JsonObject } from "../../http/strict-json.js";
import { cryptoKeyFault } from "./crypto-key.js";
import { importPublicJwk, publicJwkFault, type PublicJwk } from "./public-jwk.js";
import { isRocaModulus } from "./roca.js";
import { importSecret, secretBytes, secretFault } from "./secret.js";

/** A secret that this application shares with whoever signs. */
export interface SecretKey {
  readonly alg: HmacAlgorithm;
  /** Which tokens it is for, where there are several keys. Default: those that name no key that is here. */
  readonly kid?: string;
  /** At least as many random bytes as the hash has. Text means its UTF-8: hexadecimal and base64 are not decoded. */
  readonly secret: string | Uint8Array;
}

/** The public part of somebody's key. */
export interface PublicKey {
  readonly alg: PublicAlgorithm;
  /** Which tokens it is for, where there are several keys. Default: the JWK's own, else those that name no key that is here. */
  readonly kid?: string;
  readonly jwk: PublicJwk;
}

/** A key that WebCrypto holds already. */
export interface ImportedKey<A extends Algorithm = Algorithm> {
  readonly alg: A;
  /** As {@link PublicKey.kid}. */
  readonly kid?: string;
  readonly key: CryptoKey;
}

/** A key that the application has, with the one algorithm that it is for. */
export type LocalKey = SecretKey | PublicKey | ImportedKey;

/** Keys of one kind: secrets and public keys do not mix, so that none is ever taken for the other (RFC 8725 section 3.1). */
export type LocalKeys = readonly (SecretKey | ImportedKey<HmacAlgorithm>)[] | readonly (PublicKey | ImportedKey<PublicAlgorithm>)[];

/** A key that was looked at, and how to import it. */
export interface CheckedKey {
  readonly kid: string | undefined;
  readonly alg: Algorithm;
  readonly load: () => Promise<CryptoKey>;
}

/** @throws ConfigurationError on a key that is weak, published, or not for its algorithm. */
export function checkLocalKey(told: LocalKey): CheckedKey {
  const { alg, kid }: LocalKey = told;
  if (!isAlgorithm(alg)) {
    throw invalid(`A key given to jwt() says which algorithm it is for: one of ${[...hmacAlgorithms, ...publicAlgorithms].join(", ")}.`);
  }
  const named = kid ?? ownName(told);
  if (named !== undefined && typeof named !== "string") throw invalid("The kid of a key given to jwt() is text.");
  const load = look(told, alg);
  if (typeof load !== "string") return { kid: named, alg, load };
  throw invalid(`The ${alg} key ${named === undefined ? "" : `${JSON.stringify(named)} `}given to jwt() ${load}.`);
}

/** The `kid` of its JWK. */
function ownName(told: LocalKey): unknown {
  return "jwk" in told && isObject(told.jwk) ? told.jwk.kid : undefined;
}

/** How to import a key, or why not to. */
type Look = CheckedKey["load"] | string;

function look(told: LocalKey, alg: Algorithm): Look {
  if ("key" in told) return cryptoKeyFault(told.key, alg) ?? (() => soundKey(told.key));
  return isHmac(alg) ? lookAtSecret(told, alg) : lookAtJwk(told, alg);
}

function lookAtSecret(told: LocalKey, alg: HmacAlgorithm): Look {
  const secret = "secret" in told ? told.secret : undefined;
  if (typeof secret !== "string" && !(secret instanceof Uint8Array)) return "needs a secret: text, or bytes";
  const bytes = secretBytes(secret);
  return secretFault(bytes, alg) ?? (() => importSecret(bytes, alg));
}

function lookAtJwk(told: LocalKey, alg: PublicAlgorithm): Look {
  const jwk: unknown = "jwk" in told ? told.jwk : undefined;
  if (!isObject(jwk)) return "needs a jwk or a CryptoKey";
  const kept: JsonObject = { ...jwk };
  return publicJwkFault(kept, alg) ?? (() => importPublicJwk(kept, alg));
}

/** Looks at what only an export shows. */
async function soundKey(key: CryptoKey): Promise<CryptoKey> {
  const { n = "" } = key.extractable && key.type === "public" ? await crypto.subtle.exportKey("jwk", key) : {};
  const modulus = decodeBase64Url(n);
  if (modulus === undefined || modulus.length === 0 || !isRocaModulus(modulus)) return key;
  throw invalid("An RSA key given to jwt() comes of a broken generator (ROCA).");
}

/** Imports what was checked. */
export async function loadKey({ kid, alg, load }: CheckedKey): Promise<VerificationKey> {
  return Object.freeze({ kid, alg, key: await load() });
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", message);
}
