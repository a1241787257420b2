import type { Challenge, ChallengeReason } from "../contract/challenge.js";
import type { Context } from "../contract/context.js";
import { ConfigurationError } from "../contract/errors.js";
import type { Absent, Rejected } from "../contract/outcome.js";
import { makeProvider, type Awaitable, type ProviderValue, type Provision, type Yielded } from "../contract/provider.js";
import type { Render } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import type { Scheme, SchemeHooks } from "../contract/scheme.js";
import { requireScopeNames, scopeReader, type ScopesFrom } from "../contract/scopes.js";
import type { Hold } from "../csrf/browser-credential.js";
import type { BrowserOptions } from "../csrf/options.js";
import { isQuotable, sendableChallenge } from "../http/www-authenticate.js";

/** What every scheme can be told. */
export interface SchemeOptions {
  /** Its name in reports, events and OpenAPI. Default, also where it is empty: the kind's own name, such as `HTTPBearer`. */
  readonly schemeName?: string;
  /** Prose for OpenAPI. Default: none. */
  readonly description?: string;
  /** The protection space in its challenge, printable ASCII. Default: the `realm` of `security()`. */
  readonly realm?: string;
  /**
   * Gives another challenge than its own, which it is shown. Held to HTTP's grammar and to nothing else. Where it throws, or gives what cannot be
   * sent, its own is sent and a `fault` event told. Must not wait. Default: its own.
   */
  readonly challenge?: (reason: ChallengeReason, own: Challenge) => Challenge;
  /**
   * Makes another body for a refusal that it is challenged in, never another status. Of several schemes the first that has one is asked, and before the
   * `render` of `security()`; `undefined` leaves it to that. What it throws changes nothing. Default: none.
   */
  readonly render?: Render;
}

/** What makes one kind of scheme differ from another. Where OpenAPI is told of a cookie, or `origins` are named, unsafe requests are held to pages of our own: see `sameOrigin`. */
export interface SchemeParts<C, R, S extends string> extends BrowserOptions {
  /** Its OpenAPI security scheme object; `description` is added. */
  readonly openapi: Readonly<Record<string, unknown>>;
  /** Makes its challenge: the scheme's registered name and parameters. Put the reason's realm in. */
  challenge(reason: ChallengeReason): Challenge;
  /** Takes the credential from the request: `absent`, `rejected(code)` where it is malformed, or the credential. Must not wait or throw. */
  read(request: RequestView): C | Absent | Rejected;
  /** Decides whether the credential is good and what it stands for. Called only when every credential that the route wants is there. */
  verify(credential: C, context: Context): Awaitable<R>;
  /** Every scope that may be demanded; what `verify` yields must then hold those that it grants. Default: none. */
  readonly scopes?: readonly S[] | undefined;
  /** Where what `verify` yields keeps its scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<NoInfer<Yielded<Awaited<R>>>> | undefined;
  /** Header fields for each answer of a route that uses it. Default: none. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

/** For schemes that read `Authorization` and are told no origins: held to nobody's pages. */
export const heldToNone: Hold = (_owner, _place, reader) => reader;

/** Makes a scheme of a kind. Parts are called on the object that they came in. `hold` is `heldToOwnPages`, unless it could never come to anything. */
export function makeScheme<C, R, S extends string>(
  kind: string,
  told: SchemeOptions,
  parts: SchemeParts<C, R, S>,
  hold: Hold,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { description, realm } = told;
  const { openapi, scopes = [], scopesFrom, responseHeaders = {} } = parts;
  const name = nameOf(kind, told);
  if (realm !== undefined) requireRealm(name, realm);
  requireScopeNames(name, scopes);
  const reader = hold<C, R>(name, parts, {
    read: (request) => parts.read(request),
    verify: (credential, context) => parts.verify(credential, context),
  });
  const made = {
    name,
    realm,
    scopes: Object.freeze([...scopes]),
    responseHeaders: Object.freeze({ ...responseHeaders }),
    openapi: frozenCopy(description === undefined ? openapi : { ...openapi, description }),
    grantedScopes: scopeReader(name, scopesFrom),
    hooks: hooksOf(name, told),
    challenge: (reason: ChallengeReason) => sendableChallenge(name, parts.challenge(reason)),
    read: (request: RequestView) => reader.read(request),
    verify: (credential: C, context: Context) => reader.verify(credential, context) as Awaitable<Provision<unknown>>,
  };
  return makeProvider({ kind: "scheme", scheme: Object.freeze(made) as Scheme });
}

/** The name that was asked for, or the kind's. */
export function nameOf(kind: string, { schemeName }: SchemeOptions): string {
  return schemeName === undefined || schemeName === "" ? kind : schemeName;
}

/** A challenge is copied before it is looked at, so that what was looked at is what is sent. */
function hooksOf(name: string, { challenge, render }: SchemeOptions): SchemeHooks {
  if (challenge === undefined) return Object.freeze({ challenge, render });
  const checked = (reason: ChallengeReason, own: Challenge) => sendableChallenge(name, challenge(reason, own));
  return Object.freeze({ challenge: checked, render });
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
