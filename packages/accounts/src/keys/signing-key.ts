import type { HmacAlgorithm, PublicAlgorithm, PublicJwk } from "@ampoule/core/jwt";
import type { KeyObject, webcrypto } from "node:crypto";

/** A secret that signs, and that whoever verifies has to know as well. */
export interface SigningSecret {
  readonly alg: HmacAlgorithm;
  /** Its name in tokens. Default: made of the secret. */
  readonly kid?: string;
  /** At least as many random bytes as the hash has. Text means its UTF-8: hexadecimal and base64 are not decoded. */
  readonly secret: string | Uint8Array;
}

/** A private key, as a JWK. */
export interface SigningJwk {
  readonly alg: PublicAlgorithm;
  /** Its name in tokens. Default: the JWK's own, else its thumbprint (RFC 7638). */
  readonly kid?: string;
  readonly jwk: PublicJwk & { readonly d: string };
}

/** A private key in PEM (PKCS #8), or one that Node or WebCrypto holds already and would export. */
export interface SigningKeyObject {
  readonly alg: PublicAlgorithm;
  /** Its name in tokens. Default: its thumbprint (RFC 7638). */
  readonly kid?: string;
  readonly key: string | KeyObject | webcrypto.CryptoKey;
}

/**
 * A key that somebody else keeps: a key service, a hardware module.
 *
 * `sign` gives the raw signature of JWS: for ES256, ES384 and ES512 `r` and `s` one behind the other (RFC 7518 section 3.4), not DER. The first one is checked with `jwk`.
 * Whatever it throws is an `UnavailableError` to who asked for a token.
 */
export interface ExternalSigner {
  readonly alg: PublicAlgorithm;
  /** Its name in tokens. Default: the JWK's own, else its thumbprint (RFC 7638). */
  readonly kid?: string;
  /** The public part. */
  readonly jwk: PublicJwk;
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A key that signs access tokens, bound to one algorithm. */
export type SigningKey = SigningSecret | SigningJwk | SigningKeyObject | ExternalSigner;
