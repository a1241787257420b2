import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { Context } from "../contract/context.js";
import { ConfigurationError } from "../contract/errors.js";
import { isOutcome, type Absent, type Rejected } from "../contract/outcome.js";
import type { Awaitable, ProviderValue, Yielded } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import type { ScopesFrom } from "../contract/scopes.js";
import { readCredentials } from "../http/authorization.js";
import { isToken } from "../http/headers.js";
import { heldToNone, makeScheme, nameOf, type SchemeOptions, type SchemeParts } from "./make-scheme.js";

/**
 * What the client sent: the scheme as it wrote it, and the text behind it, which is one token68 or a list of parameters. The text is there to be
 * read, but not enumerable, so that logs, `JSON.stringify` and copies leave it out.
 */
export interface HttpCredentials {
  readonly scheme: string;
  readonly credentials: string;
}

/** What {@link httpBase} needs to know. */
export interface HttpBaseOptions<R, S extends string> extends SchemeOptions {
  /** The name of an HTTP authentication scheme, compared in any case; challenged and documented as it is written here. */
  readonly scheme: string;
  /** Decides over the credentials. */
  verify(credentials: HttpCredentials, context: Context): Awaitable<R>;
  /** Every scope that may be demanded of them. Default: none. */
  readonly scopes?: readonly S[];
  /** Where what `verify` yields keeps its scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<NoInfer<Yielded<Awaited<R>>>>;
}

function readBase(request: RequestView, scheme: string): HttpCredentials | Absent | Rejected {
  const read = readCredentials(request, scheme);
  return isOutcome(read) ? read : Object.defineProperty(read, "credentials", { enumerable: false });
}

/** The parameters that every scheme has; those of the scheme's own are for its `challenge` hook to add. */
function baseChallenge(scheme: string, { realm }: ChallengeReason): Challenge {
  return { scheme, parameters: { realm } };
}

/**
 * Credentials of any HTTP authentication scheme in `Authorization` (RFC 9110 section 11.4), such as `DPoP`, `Negotiate` or one of your own.
 *
 * Reads strictly: the scheme in any case, spaces, then one token68 or a list of parameters, of at most 8,192 characters. Another scheme's credential is
 * absent; two fields, joined ones, and a parameter that comes twice are 400; everything else that is malformed is 401, the scheme alone included.
 *
 * It knows nothing of the scheme: it neither takes parameters apart nor answers in several steps, and its challenge has a realm and nothing else.
 * `verify` decides, and a `challenge` hook adds what your scheme needs.
 *
 * @throws ConfigurationError on a scheme that is no token, and on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const machine = httpBase({
 *   scheme: "Token",
 *   verify: ({ credentials }, { resolve }) => resolve(Machines).find(credentials),
 * });
 * ```
 */
export function httpBase<R, const S extends string = never>(
  options: HttpBaseOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { scheme, scopes, scopesFrom } = options;
  if (!isToken(scheme)) {
    const owner = nameOf("HTTPBase", options);
    throw new ConfigurationError(
      "invalid_option",
      `${owner} needs a scheme of letters, digits and !#$%&'*+-.^_\`|~, not ${String(JSON.stringify(scheme))}.`,
    );
  }
  const lower = scheme.toLowerCase();
  const parts: SchemeParts<HttpCredentials, R, S> = {
    openapi: { type: "http", scheme },
    scopes,
    scopesFrom,
    challenge: (reason) => baseChallenge(scheme, reason),
    read: (request) => readBase(request, lower),
    verify: (credentials, context) => options.verify(credentials, context),
  };
  return makeScheme("HTTPBase", options, parts, heldToNone);
}
