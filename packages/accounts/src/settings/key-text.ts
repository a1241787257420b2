import type { Algorithm, HmacAlgorithm, PublicAlgorithm, PublicJwk, PublicKey } from "@ampoule/core/jwt";
import { createPublicKey } from "node:crypto";
import { publicMembers } from "../keys/public-part.js";
import type { SigningJwk, SigningKey } from "../keys/signing-key.js";

export function isHmac(algorithm: Algorithm): algorithm is HmacAlgorithm {
  return algorithm.startsWith("HS");
}

/** A private key, as whoever signs wants it. `undefined`: it cannot be read. What it is, `signingKeys` finds out. */
export function privateKeyOf(text: string, alg: PublicAlgorithm): SigningKey | undefined {
  if (!text.startsWith("{")) return text.includes("PRIVATE KEY-----") ? { alg, key: unfolded(text) } : undefined;
  const jwk = objectIn(text);
  return isPrivate(jwk) ? { alg, jwk } : undefined;
}

/** Public keys, as whoever verifies wants them. `undefined`: there is none, or one is private, which a service that verifies must not have. */
export function publicKeysOf(text: string, alg: PublicAlgorithm): readonly PublicKey[] | undefined {
  const jwks = text.startsWith("{") ? setOf(objectIn(text)) : jwkOfPem(unfolded(text));
  return jwks.length === 0 || jwks.some((jwk) => "d" in jwk) ? undefined : jwks.map((jwk) => ({ alg, jwk }));
}

/** Where a variable can have no line ends, people write `\n`. */
function unfolded(pem: string): string {
  return pem.replaceAll("\\n", "\n");
}

function objectIn(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

function setOf(object: object): readonly PublicJwk[] {
  const members: unknown = "keys" in object ? object.keys : [object];
  return Array.isArray(members) && members.every(isJwk) ? members : [];
}

function jwkOfPem(pem: string): readonly PublicJwk[] {
  // Node would compute the public part of a private one.
  if (!pem.includes("PUBLIC KEY-----")) return [];
  try {
    return [publicMembers(createPublicKey(pem).export({ format: "jwk" }))];
  } catch {
    return [];
  }
}

function isJwk(value: unknown): value is PublicJwk {
  return typeof value === "object" && value !== null && "kty" in value && typeof value.kty === "string";
}

function isPrivate(value: unknown): value is SigningJwk["jwk"] {
  return isJwk(value) && "d" in value && typeof value.d === "string";
}
