import type { AccessToken } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { originOf, presetVerifier, textsIn, type ApiPresetOptions } from "./preset.js";

/** What {@link auth0} needs to know. */
export interface Auth0Options<S extends string> extends ApiPresetOptions<S> {
  /** The tenant's domain: `"example.eu.auth0.com"`, or its custom domain. */
  readonly domain: string;
  /** What counts as a token's scopes: those that the user agreed to, or, with RBAC, the permissions that the user has. Default: `"scope"`. */
  readonly scopesFrom?: "scope" | "permissions";
}

/** An access token of Auth0. */
export interface Auth0Token extends AccessToken {
  /** What RBAC allows the user at this API; empty where it is off. */
  readonly permissions: readonly string[];
}

/**
 * Verifies access tokens of Auth0, for `bearer(auth0({ … }))`.
 *
 * Auth0 says `typ: at+jwt` only where an API has the token profile of RFC 9068. Otherwise an ID token is told apart so: an access token names the client that it was
 * given to (`azp`), which is not among its audiences, as an ID token's is; and it has no `nonce` and no `at_hash`.
 *
 * @throws ConfigurationError on a domain that is none, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(auth0({ domain: "example.eu.auth0.com", audience: "https://notes.example", scopes: ["notes:read"] }));
 * ```
 */
export function auth0<const S extends string = never>(options: Auth0Options<S>): OidcVerifier<Auth0Token, S> {
  const { domain, scopesFrom = "scope", ...rest } = options;
  const issuer = `${originOf("auth0", domain)}/`;
  return presetVerifier({ ...rest, issuer, scopesFrom, [allowUntyped]: isAccessToken }, (token): Auth0Token => ({
    ...token,
    permissions: textsIn(token.claims["permissions"]),
  }));
}

function isAccessToken({ azp, aud }: AccessToken["claims"]): boolean {
  return typeof azp === "string" && ![aud].flat().includes(azp);
}
