import { ConfigurationError } from "@ampoule/core";
import type { PublicAlgorithm, PublicJwk } from "@ampoule/core/jwt";
import { createPrivateKey, createPublicKey, KeyObject, type JsonWebKeyInput, type webcrypto } from "node:crypto";

/** A private key with the public one that was computed from it, so that the two cannot differ. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/** @throws ConfigurationError on what is no private key. */
export function pairOf(alg: PublicAlgorithm, key: string | KeyObject | webcrypto.CryptoKey | object): KeyPair {
  const privateKey = read(alg, key);
  if (privateKey.type !== "private") throw invalid(alg, "is no private key");
  return { privateKey, publicJwk: publicMembers(createPublicKey(privateKey).export({ format: "jwk" })) };
}

function read(alg: PublicAlgorithm, key: string | KeyObject | webcrypto.CryptoKey | object): KeyObject {
  if (key instanceof KeyObject) return key;
  if (isCryptoKey(key) && !key.extractable)
    throw invalid(alg, "does not tell its public part: hand it in with its jwk and a sign function");
  if (isCryptoKey(key)) return KeyObject.from(key);
  try {
    return typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" } as JsonWebKeyInput);
  } catch {
    // What OpenSSL says may quote the key.
    throw invalid(alg, "cannot be read");
  }
}

/** What may be published of a JWK, whatever else is in it. */
export function publicMembers({ kty = "", crv, x, y, n, e }: Partial<PublicJwk>): PublicJwk {
  const members = Object.entries({ crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  return { kty, ...Object.fromEntries(members) };
}

function isCryptoKey(key: object | string): key is webcrypto.CryptoKey {
  return Object.prototype.toString.call(key) === "[object CryptoKey]";
}

function invalid(alg: string, fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `The ${alg} key given to signingKeys() ${fault}.`);
}
