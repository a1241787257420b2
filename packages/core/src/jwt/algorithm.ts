/** HMAC with a secret that both sides know. */
export type HmacAlgorithm = "HS256" | "HS384" | "HS512";
/** Signed with a private key, checked with its public one (RFC 7518 section 3.1, RFC 8037, RFC 9864). */
export type PublicAlgorithm = "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "EdDSA" | "Ed25519";
/** How tokens may be signed. There is no `none`. */
export type Algorithm = HmacAlgorithm | PublicAlgorithm;

export const hmacAlgorithms: readonly HmacAlgorithm[] = ["HS256", "HS384", "HS512"];
export const publicAlgorithms: readonly PublicAlgorithm[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const known: ReadonlySet<unknown> = new Set([...hmacAlgorithms, ...publicAlgorithms]);

/** Whether `name` is an algorithm that can be checked. */
export function isAlgorithm(name: unknown): name is Algorithm {
  return known.has(name);
}

/** Whether `algorithm` needs a secret instead of a public key. */
export function isHmac(algorithm: Algorithm): algorithm is HmacAlgorithm {
  return algorithm.startsWith("HS");
}

/** Whether two names mean one algorithm: RFC 9864 calls `Ed25519` what RFC 8037 calls `EdDSA`. */
export function sameAlgorithm(one: Algorithm, other: Algorithm): boolean {
  return one === other || (one.startsWith("Ed") && other.startsWith("Ed"));
}
