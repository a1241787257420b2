import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { Context } from "../contract/context.js";
import type { Awaitable, ProviderValue, Yielded } from "../contract/provider.js";
import type { ScopesFrom } from "../contract/scopes.js";
import { readAuthorization } from "../http/authorization.js";
import { heldToNone, makeScheme, type SchemeOptions, type SchemeParts } from "./make-scheme.js";

/** Decides over a bearer token. */
export type VerifyToken<R> = (token: string, context: Context) => Awaitable<R>;

/** A token verifier that knows which scopes its tokens may hold. */
export interface TokenVerifier<R, S extends string = never> {
  verify: VerifyToken<R>;
  /** Every scope that may be demanded of a token. Default: none. */
  readonly scopes?: readonly S[];
  /** Where what `verify` yields keeps its scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<NoInfer<Yielded<Awaited<R>>>>;
}

/** What {@link bearer} can be told. */
export interface BearerOptions extends SchemeOptions {
  /** How the token is made, for OpenAPI only. Default: not said. */
  readonly bearerFormat?: string;
}

/** The challenge of RFC 6750 section 3: realm, error, scope. */
function bearerChallenge({ realm, error, scope }: ChallengeReason): Challenge {
  const parameters = { realm, ...(error !== undefined && { error }), ...(scope !== undefined && { scope }) };
  return { scheme: "Bearer", parameters };
}

/** Makes a scheme whose credential is a bearer token, whatever documentation says of how one gets it. */
export function bearerScheme<R, S extends string>(
  kind: string,
  told: SchemeOptions,
  parts: Pick<SchemeParts<string, R, S>, "openapi" | "verify" | "scopes" | "scopesFrom">,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { openapi, scopes, scopesFrom } = parts;
  const whole: SchemeParts<string, R, S> = {
    openapi,
    scopes,
    scopesFrom,
    challenge: bearerChallenge,
    read: (request) => readAuthorization(request, "bearer"),
    verify: (token, context) => parts.verify(token, context),
  };
  return makeScheme(kind, told, whole, heldToNone);
}

/**
 * A token in `Authorization: Bearer` (RFC 6750 section 2.1).
 *
 * Reads strictly: the scheme in any case, spaces, one token68 of at most 8,192 characters. Another scheme's credential is absent; two fields, or joined
 * ones, are 400; everything else that is malformed is 401. Tokens in a query or a form body are ignored.
 *
 * It does not decode or verify the token: `verify` does. Yield the principal or the token's claims; `undefined`, `null`, `false` and
 * `rejected(code)` answer 401 `invalid_token`; throw an `UnavailableError` when you cannot tell.
 *
 * @param verifier a function, or `{ verify, scopes, scopesFrom }` where scopes may be demanded: the value then holds `scopes` (a list) or `scope` (names
 * joined by one space), unless `scopesFrom` says where else.
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const accessToken = bearer({
 *   scopes: ["items:read", "items:write"],
 *   verify: (token, { resolve }) => resolve(Tokens).find(token),
 * });
 * ```
 */
export function bearer<R, const S extends string = never>(
  verifier: VerifyToken<R> | TokenVerifier<R, S>,
  options: BearerOptions = {},
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const whole: TokenVerifier<R, S> = typeof verifier === "function" ? { verify: verifier } : verifier;
  const { bearerFormat } = options;
  return bearerScheme("HTTPBearer", options, {
    openapi: { type: "http", scheme: "bearer", ...(bearerFormat !== undefined && { bearerFormat }) },
    scopes: whole.scopes,
    scopesFrom: whole.scopesFrom,
    verify: (token, context) => whole.verify(token, context),
  });
}
