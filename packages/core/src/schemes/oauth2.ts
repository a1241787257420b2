import type { ProviderValue, Yielded } from "../contract/provider.js";
import { readAuthorization } from "../http/authorization.js";
import { bearerChallenge, type VerifyToken } from "./bearer.js";
import { scheme, type SchemeOptions } from "./scheme.js";

/** What {@link oauth2PasswordBearer} needs to know. */
export interface OAuth2PasswordBearerOptions<R, S extends string> extends SchemeOptions {
  /** Where the password form is sent, as documentation sees it. */
  readonly tokenUrl: string;
  /** Where tokens are refreshed. Default: not said. */
  readonly refreshUrl?: string;
  /** Every scope that may be demanded, with its description. Default: none. */
  readonly scopes?: Readonly<Record<S, string>>;
  /** Decides over the token; see {@link bearer}. */
  readonly verify: VerifyToken<R>;
}

/**
 * A bearer token that a user gets for a name and a password (first-party sign-in; OAuth 2 calls it the password flow).
 *
 * On the wire it is {@link bearer}; in documentation it brings the form, the token URL and the scopes. It neither serves `tokenUrl` nor verifies the
 * token: your route and `verify` do.
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
): ProviderValue<Yielded<Awaited<R>>, S> {
  const { schemeName = "OAuth2PasswordBearer", tokenUrl, refreshUrl, scopes, verify, ...common } = options;
  const password = { scopes: scopes ?? {}, tokenUrl, ...(refreshUrl !== undefined && { refreshUrl }) };
  return scheme({
    ...common,
    schemeName,
    scopes: Object.keys(password.scopes) as S[],
    openapi: { type: "oauth2", flows: { password } },
    challenge: bearerChallenge,
    read: (request) => readAuthorization(request, "bearer"),
    verify,
  });
}
