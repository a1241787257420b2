import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { Context } from "../contract/context.js";
import { ConfigurationError } from "../contract/errors.js";
import type { Absent, Rejected } from "../contract/outcome.js";
import { makeProvider, type Awaitable, type ProviderValue, type Provision, type Yielded } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import type { Scheme } from "../contract/scheme.js";
import { requireScopeNames } from "../contract/scopes.js";
import { isQuotable } from "../http/www-authenticate.js";

/** What every scheme can be told. */
export interface SchemeOptions {
  /** Its name in reports, events and OpenAPI. Default: the kind's own name, such as `HTTPBearer`. */
  readonly schemeName?: string;
  /** Prose for OpenAPI. Default: none. */
  readonly description?: string;
  /** The protection space in its challenge, printable ASCII. Default: the `realm` of `security()`. */
  readonly realm?: string;
}

/** What {@link scheme} needs to know of a scheme of your own. */
export interface CustomSchemeOptions<C, R, S extends string> extends SchemeOptions {
  readonly schemeName: string;
  /** Its OpenAPI security scheme object; `description` is added. */
  readonly openapi: Readonly<Record<string, unknown>>;
  /** Makes its challenge: the scheme's registered name and parameters. Put the reason's realm in. */
  challenge(reason: ChallengeReason): Challenge;
  /** Takes the credential from the request: `absent`, `rejected(code)` where it is malformed, or the credential. Must not wait or throw. */
  read(request: RequestView): C | Absent | Rejected;
  /** Decides whether the credential is good and what it stands for. Called only when every credential that the route wants is there. */
  verify(credential: C, context: Context): Awaitable<R>;
  /** Every scope that may be demanded. What `verify` yields must then hold `scopes` or `scope`. Default: none. */
  readonly scopes?: readonly S[];
  /** Header fields for each answer of a route that uses it. Default: none. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

/**
 * Makes a scheme of your own: where a credential travels, how it is read, how it is challenged and how it is documented.
 *
 * Guarantees: `verify` runs at most once per request, and only after the credentials of all other schemes that the route demands were
 * found; its falsy result rejects. Does not check that `read` is strict: refuse repeated values there.
 *
 * @throws ConfigurationError on a realm or scope that cannot be sent.
 * @example
 * ```ts
 * const signature = scheme({
 *   schemeName: "WebhookSignature",
 *   openapi: { type: "apiKey", in: "header", name: "x-signature" },
 *   challenge: ({ realm }) => ({ scheme: "Signature", parameters: { realm } }),
 *   read: (request) => request.header("x-signature")[0] ?? absent,
 *   verify: (value) => (value === "good" ? { event: "push" } : rejected("bad_signature")),
 * });
 * ```
 */
export function scheme<C, R, const S extends string = never>(options: CustomSchemeOptions<C, R, S>): ProviderValue<Yielded<Awaited<R>>, S> {
  const { schemeName: name, description, realm, openapi, scopes = [], responseHeaders = {} } = options;
  if (realm !== undefined) requireRealm(name, realm);
  requireScopeNames(name, scopes);
  const made = {
    name,
    realm,
    scopes: Object.freeze([...scopes]),
    responseHeaders: Object.freeze({ ...responseHeaders }),
    openapi: frozenCopy(description === undefined ? openapi : { ...openapi, description }),
    challenge: (reason: ChallengeReason) => options.challenge(reason),
    read: (request: RequestView) => options.read(request),
    verify: (credential: C, context: Context) => options.verify(credential, context) as Awaitable<Provision<unknown>>,
  };
  return makeProvider({ kind: "scheme", scheme: Object.freeze(made) as Scheme });
}

/** What is written down at set-up must not change afterwards, whoever still holds the parts. */
function frozenCopy<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, frozenCopy(part)]))) as T;
}

/** Refuses a realm that cannot be sent in a quoted string. */
function requireRealm(owner: string, realm: string): void {
  if (isQuotable(realm)) return;
  throw new ConfigurationError("invalid_option", `${owner} has a realm with characters that cannot be sent: use printable ASCII.`);
}
