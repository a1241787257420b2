import type { Rejected } from "../contract/outcome.js";
import type { TokenVerifier } from "../schemes/bearer.js";
import type { AccessToken } from "./access-token.js";
import type { JwtOptions } from "./options.js";
import { settingsOf } from "./settings.js";
import { Verifier } from "./verifier.js";

/** What {@link jwt} makes: hand it to `bearer`. */
export interface JwtVerifier<S extends string = never> extends TokenVerifier<AccessToken | Rejected, S> {
  /** Whose tokens it takes. */
  readonly issuer: string;
  readonly scopes: readonly S[];
}

/**
 * Verifies signed access tokens of one issuer for one audience (RFC 7515, 7519, 8725, 9068).
 *
 * Checks, in this order: length (8,192) and form, each byte in its one spelling; the header (no member twice, no `crit`, `alg` on the list, `typ`); the signature, with a
 * key that is bound to that algorithm and was configured; the claims (JSON that reads in one way; `iss`, `sub` and `exp` there; all registered ones of their types; `iss` and
 * `aud` exact; no ID token; `claims`); the time (`exp`, `nbf`, `iat`). Keys in the token (`jwk`, `jku`, `x5u`, `x5c`) are never looked at. Encrypted tokens are refused.
 *
 * Remembers a token that came a second time, by its digest: from then on, what is asked on each request is the key, the time, and `revoked`.
 *
 * It does not check that a token was not stolen, who presents it, or that its subject still exists: `revoked` and your providers do. Scopes are checked where they are
 * demanded.
 *
 * Yields an {@link AccessToken}, or rejects; the reason goes to the operator's event only: `malformed_token`, `oversized_token`, `encrypted_token`, `not_canonical`,
 * `malformed_header`, `critical_extension`, `unsupported_algorithm`, `wrong_type`, `unknown_key`, `bad_signature`, `malformed_claims`, `missing_…` and `malformed_…` with a
 * claim's name, `wrong_issuer`, `wrong_audience`, `wrong_kind`, `wrong_claim`, `too_long_lived`, `expired`, `not_yet_valid`, `issued_in_future`, `revoked`. Throws an
 * `UnavailableError` where the keys cannot be had.
 *
 * @throws ConfigurationError on missing issuer, audience, keys or algorithms, on secrets beside public keys, on weak or published keys, and on numbers out of range.
 * @example
 * ```ts
 * const accessToken = bearer(
 *   jwt({ issuer: "https://issuer.example", audience: "https://api.example", keys: [{ alg: "EdDSA", jwk: publicKey }], scopes: ["items:read"] }),
 * );
 * ```
 */
export function jwt<const S extends string = never>(options: JwtOptions<S>): JwtVerifier<S> {
  const settings = settingsOf(options);
  const { scopes = [], revoked } = options;
  const verifier = new Verifier(settings, revoked);
  return Object.freeze<JwtVerifier<S>>({ issuer: settings.issuer, scopes, verify: (text, context) => verifier.verify(text, context) });
}
