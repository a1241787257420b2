import { allowCrossSite } from "../csrf/allow-cross-site.js";
import { heldToOwnPages } from "../csrf/browser-credential.js";
import type { BrowserOptions } from "../csrf/options.js";
import type { Context } from "../contract/context.js";
import { ConfigurationError } from "../contract/errors.js";
import { absent, rejected, type Absent, type Rejected } from "../contract/outcome.js";
import type { Awaitable, ProviderValue, Yielded } from "../contract/provider.js";
import type { ScopesFrom } from "../contract/scopes.js";
import { isToken } from "../http/headers.js";
import { makeScheme, nameOf, type SchemeOptions, type SchemeParts } from "./make-scheme.js";

/** What an API key scheme needs to know. */
export interface ApiKeyOptions<R, S extends string> extends SchemeOptions {
  /** The header's, parameter's or cookie's name. */
  readonly name: string;
  /** Decides over the key. Look it up by digest, or compare with `constantTimeEqual`. */
  verify(key: string, context: Context): Awaitable<R>;
  /** Every scope that may be demanded of a key. Default: none. */
  readonly scopes?: readonly S[];
  /** Where what `verify` yields keeps its scopes. Default: `"scope"`. */
  readonly scopesFrom?: ScopesFrom<NoInfer<Yielded<Awaited<R>>>>;
}

/** Says that a key may stand in the URL, where logs, histories and referrers keep it. */
export const allowKeyInUrl: unique symbol = Symbol("allowKeyInUrl");

/** What {@link apiKeyQuery} needs to know. */
export interface ApiKeyQueryOptions<R, S extends string> extends ApiKeyOptions<R, S> {
  readonly [allowKeyInUrl]: true;
}

/** What {@link apiKeyCookie} needs to know. */
export interface ApiKeyCookieOptions<R, S extends string> extends ApiKeyOptions<R, S>, BrowserOptions {}

type Place = "header" | "query" | "cookie";

const kinds = { header: "APIKeyHeader", query: "APIKeyQuery", cookie: "APIKeyCookie" } as const;
/** Printable ASCII without the comma, which is how repeated fields look where the platform joins them. */
const keyText = /^[\x21-\x2b\x2d-\x7e]{1,1024}$/;

function readKey(values: readonly string[]): string | Absent | Rejected {
  const key = values[0];
  if (key === undefined) return absent;
  if (values.length > 1 || key.includes(",")) return rejected("repeated_credential", { invalidRequest: true });
  if (key === "") return absent;
  return keyText.test(key) ? key : rejected("malformed_api_key");
}

function apiKey<R, const S extends string>(
  place: Place,
  options: ApiKeyOptions<R, S>,
  others: Pick<SchemeParts<string, R, S>, "responseHeaders" | keyof BrowserOptions> = {},
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { name, scopes, scopesFrom } = options;
  if (!isToken(name)) {
    throw new ConfigurationError(
      "invalid_option",
      `${nameOf(kinds[place], options)} needs a name of letters, digits and !#$%&'*+-.^_\`|~, not ${String(JSON.stringify(name))}.`,
    );
  }
  const parts: SchemeParts<string, R, S> = {
    openapi: { type: "apiKey", in: place, name },
    scopes,
    scopesFrom,
    challenge: ({ realm }) => ({ scheme: "APIKey", parameters: { realm } }),
    read: (request) => readKey(request[place](name)),
    verify: (key, context) => options.verify(key, context),
    ...others,
  };
  return makeScheme(kinds[place], options, parts, heldToOwnPages);
}

/**
 * An API key in a request header.
 *
 * Reads strictly: one field (its name in any case), 1 to 1,024 printable ASCII characters without a comma. No field, or an empty one, is absent; two are
 * 400; a malformed one is 401. HTTP registers no challenge for keys, so `APIKey` is sent, as FastAPI does.
 *
 * It does not check the key: `verify` does. Keys are as good as passwords: store digests, compare in constant time.
 *
 * @throws ConfigurationError on a name, realm or scope that cannot be sent.
 * @example
 * ```ts
 * const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(ApiKeys).find(key) });
 * ```
 */
export function apiKeyHeader<R, const S extends string = never>(
  options: ApiKeyOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  return apiKey("header", options);
}

/**
 * An API key in the query. URLs are logged and shared, so it must be switched on by the symbol {@link allowKeyInUrl}, and every
 * answer of the route carries `Referrer-Policy: no-referrer`. Otherwise as {@link apiKeyHeader}; the name is compared exactly.
 *
 * @throws ConfigurationError without the switch, and as {@link apiKeyHeader}.
 * @example
 * ```ts
 * const feed = apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify: (key, { resolve }) => resolve(ApiKeys).find(key) });
 * ```
 */
export function apiKeyQuery<R, const S extends string = never>(
  options: ApiKeyQueryOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  if (options[allowKeyInUrl] !== true) {
    throw new ConfigurationError("invalid_option", "apiKeyQuery puts secrets into URLs: use apiKeyHeader, or say [allowKeyInUrl]: true.");
  }
  return apiKey("query", options, { responseHeaders: { "Referrer-Policy": "no-referrer" } });
}

/**
 * An API key in a cookie. As {@link apiKeyHeader}; the name is compared exactly, and a cookie that is there twice is 400.
 *
 * Browsers send cookies whoever asks them to. So a request that is not GET, HEAD or OPTIONS, and has the cookie, must come from a page of our own: as `sameOrigin` decides it, else
 * 403 `cross_site`, also where the cookie is optional, and whatever is in `Authorization`. `[allowCrossSite]: true` switches that off. Programs that send cookies say
 * `Origin`, or bring a token (`csrf`).
 *
 * It does not keep GET from changing things, nor scripts of your own origin from anything.
 *
 * @throws ConfigurationError as {@link apiKeyHeader}; on what is no origin, and on `[allowCrossSite]` beside `origins` or `csrf`.
 * @example
 * ```ts
 * const session = apiKeyCookie({ name: "__Host-session", verify: (key, { resolve }) => resolve(ApiKeys).find(key) });
 * ```
 */
export function apiKeyCookie<R, const S extends string = never>(
  options: ApiKeyCookieOptions<R, S>,
): ProviderValue<Yielded<Awaited<R>>, NoInfer<S>> {
  const { origins, csrf, [allowCrossSite]: isAllowed } = options;
  return apiKey("cookie", options, {
    ...(origins !== undefined && { origins }),
    ...(csrf !== undefined && { csrf }),
    ...(isAllowed && { [allowCrossSite]: isAllowed }),
  });
}
