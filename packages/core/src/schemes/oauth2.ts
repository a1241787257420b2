import type { ProviderValue, Yielded } from "../contract/provider.js";
import type { ScopesFrom } from "../contract/scopes.js";
import { bearerScheme, type VerifyToken } from "./bearer.js";
import type { SchemeOptions } from "./make-scheme.js";
import { describeFlows, type AuthorizingFlow, type OAuth2Flows, type TokenFlow } from "./oauth2-flows.js";

/** What every scheme of OAuth 2 needs to know besides its flows. */
interface OAuth2Common<R> extends SchemeOptions {
  /** Decides over the token; see {@link bearer}. */
  readonly verify: VerifyToken<R>;
  /** Where what `verify` yields keeps its scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<NoInfer<Yielded<Awaited<R>>>>;
}

/** What {@link oauth2} needs to know. */
export interface OAuth2Options<R, I extends string, P extends string, C extends string, A extends string> extends OAuth2Common<R> {
  /** How tokens are had, as documentation sees it. The scopes of all flows may be demanded. */
  readonly flows: OAuth2Flows<I, P, C, A>;
}

/** What {@link oauth2PasswordBearer} needs to know. */
export interface OAuth2PasswordBearerOptions<R, S extends string> extends OAuth2Common<R>, TokenFlow<S> {}

/** What {@link oauth2ClientCredentialsBearer} needs to know. */
export interface OAuth2ClientCredentialsBearerOptions<R, S extends string> extends OAuth2Common<R>, TokenFlow<S> {}

/** What {@link oauth2AuthorizationCodeBearer} needs to know. */
export interface OAuth2AuthorizationCodeBearerOptions<R, S extends string> extends OAuth2Common<R>, AuthorizingFlow<S>, TokenFlow<S> {}

function oauth2Scheme<R, S extends string>(
  kind: string,
  options: OAuth2Common<R>,
  flows: OAuth2Flows<S, S, S, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { verify, scopesFrom } = options;
  return bearerScheme(kind, options, { ...describeFlows(flows), verify, scopesFrom });
}

/**
 * A bearer token that is had by any of the flows of OAuth 2.
 *
 * On the wire it is {@link bearer}; in documentation it brings the URLs and the scopes of each flow. It serves none of the URLs, and does not
 * verify the token: your authorization server and `verify` do.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const accessToken = oauth2({
 *   flows: {
 *     authorizationCode: { authorizationUrl: "/authorize", tokenUrl: "/token", scopes: { "items:read": "See items" } },
 *     clientCredentials: { tokenUrl: "/token", scopes: { "items:sync": "Copy all items" } },
 *   },
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function oauth2<
  R,
  const I extends string = never,
  const P extends string = never,
  const C extends string = never,
  const A extends string = never,
>(options: OAuth2Options<R, I, P, C, A>): ProviderValue<Yielded<Awaited<R>>, NoInfer<I | P | C | A>> {
  return oauth2Scheme<R, I | P | C | A>(
    "OAuth2",
    options,
    options.flows as OAuth2Flows<I | P | C | A, I | P | C | A, I | P | C | A, I | P | C | A>,
  );
}

/**
 * A bearer token that a user gets for a name and a password (first-party sign-in; OAuth 2 calls it the password flow).
 *
 * On the wire it is {@link bearer}; in documentation it brings the form, the token URL and the scopes. It neither serves `tokenUrl` nor verifies the
 * token: your route (see {@link loginForm}) and `verify` do.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const accessToken = oauth2PasswordBearer({
 *   tokenUrl: "/token",
 *   scopes: { "items:read": "See items" },
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function oauth2PasswordBearer<R, const S extends string = never>(
  options: OAuth2PasswordBearerOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  return oauth2Scheme<R, S>("OAuth2PasswordBearer", options, { password: options });
}

/**
 * A bearer token that a program gets in its own name (OAuth 2's client credentials flow). Otherwise as {@link oauth2PasswordBearer}.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const machine = oauth2ClientCredentialsBearer({
 *   tokenUrl: "https://login.example/token",
 *   scopes: { "items:sync": "Copy all items" },
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function oauth2ClientCredentialsBearer<R, const S extends string = never>(
  options: OAuth2ClientCredentialsBearerOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  return oauth2Scheme<R, S>("OAuth2ClientCredentialsBearer", options, { clientCredentials: options });
}

/**
 * A bearer token that a user agrees to at an authorization server (OAuth 2's authorization code flow).
 *
 * On the wire it is {@link bearer}; in documentation it brings both URLs and the scopes. It neither sends the user anywhere nor trades the code, and does
 * not verify the token: your client, with PKCE, and `verify` do.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const accessToken = oauth2AuthorizationCodeBearer({
 *   authorizationUrl: "https://login.example/authorize",
 *   tokenUrl: "https://login.example/token",
 *   scopes: { "items:read": "See items" },
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function oauth2AuthorizationCodeBearer<R, const S extends string = never>(
  options: OAuth2AuthorizationCodeBearerOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  return oauth2Scheme<R, S>("OAuth2AuthorizationCodeBearer", options, { authorizationCode: options });
}
