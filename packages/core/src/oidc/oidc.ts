import type { AccessToken } from "../jwt/access-token.js";
import { issuerVerifier } from "./issuer-verifier.js";
import type { OidcOptions } from "./options.js";
import type { OidcVerifier } from "./verifier.js";

/**
 * Verifies access tokens of an OpenID Connect or OAuth 2 issuer, whose keys it finds by itself, for `bearer(oidc({ … }))` or `openIdConnect(oidc({ … }))`.
 *
 * Asks for the issuer's metadata when the first token comes (OpenID Connect Discovery 1.0, else RFC 8414), once for all who wait: it must name exactly this issuer, over
 * https, and no address that is not https. The keys must be on the issuer's host or on a public one, never in a private network that the issuer itself is not in. Metadata is
 * used for an hour, and for a day more while it cannot be had anew; keys as `jwks()` says. Redirects are not followed; answers have limits. Tokens are then held to
 * everything that `jwt()` checks, `typ: at+jwt` included: for providers that do not send it, there are presets.
 *
 * What cannot be asked, or is not as it should be, is an outage: 503, never 401. `await verifier.ready()` before the application listens makes a wrong configuration an error.
 *
 * It does not check whether the subject is still somebody here: a provider above it does. It asks no name server: a public name that stands for a private address is not
 * found out.
 *
 * @throws ConfigurationError on an issuer that is not https, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(oidc({ issuer: "https://login.example", audience: "https://notes.example", scopes: ["notes:read", "notes:write"] }));
 * ```
 */
export function oidc<const S extends string = never>(options: OidcOptions<S>): OidcVerifier<AccessToken, S> {
  return issuerVerifier(options, (token) => token);
}
