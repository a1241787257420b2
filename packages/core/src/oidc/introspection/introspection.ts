import { ConfigurationError, UnavailableError } from "../../contract/errors.js";
import { rejected, type Rejected } from "../../contract/outcome.js";
import type { JsonObject } from "../../http/strict-json.js";
import type { TokenVerifier } from "../../schemes/bearer.js";
import { Discovery } from "../discovery/discovery.js";
import { discoverySettings } from "../discovery/options.js";
import { hasUserinfo, isAllowedScheme } from "../discovery/issuer-url.js";
import { shownAddress } from "../remote/shown-address.js";
import { clientAuthorization } from "./client-authentication.js";
import { Introspector, type FindEndpoint } from "./introspector.js";
import { judge, type IntrospectedToken } from "./judge.js";
import { introspectionSettings, type IntrospectionOptions } from "./options.js";

/** Verifies tokens by asking their issuer. Made by {@link introspection}. */
export interface IntrospectionVerifier<S extends string> extends TokenVerifier<IntrospectedToken | Rejected, S> {
  /** Finds the endpoint now, so that a wrong configuration does not start. @throws ConfigurationError, UnavailableError */
  ready(): Promise<void>;
}

/**
 * Verifies opaque tokens by asking their issuer about each (RFC 7662), for `bearer(introspection({ … }))`.
 *
 * Checks by itself, whatever the issuer means: `active` is `true` and nothing that looks like it, `exp`, `nbf` and `iat` against the clock, `aud` against
 * `audience`, `iss` against `issuer` where both are known, that it is no refresh token, and that it is not bound to a key (`cnf`), whose proof nobody asks for here.
 *
 * Good answers are kept for `cache.maxAge`, never past the token's own end, others for two seconds at most; by digest, so that no token is. An issuer that does not
 * answer, or not by a JSON object within the time-out, is an outage: 503, never 401. The token stands in no URL and no message.
 *
 * It does not check whether `sub` is still somebody here: a provider above it does.
 *
 * @throws ConfigurationError without an audience or credentials, and where the endpoint is not https.
 * @example
 * ```ts
 * const accessToken = bearer(
 *   introspection({
 *     issuer: "https://login.example",
 *     clientId: "notes-api",
 *     clientSecret: env.NOTES_API_SECRET,
 *     audience: "https://notes.example",
 *     scopes: ["notes:read", "notes:write"],
 *   }),
 * );
 * ```
 */
export function introspection<const S extends string = never>(options: IntrospectionOptions<S>): IntrospectionVerifier<S> {
  const settings = introspectionSettings(options);
  const authorization = clientAuthorization(options.clientId, options.clientSecret);
  const { find, ready } = endpointOf(options, settings.allowsHttp);
  const introspector = new Introspector(settings, find, authorization);
  return {
    scopes: options.scopes ?? [],
    verify(token) {
      if (!tokenText.test(token)) return rejected("malformed_token");
      const answer = introspector.about(token);
      const decide = (known: JsonObject) => judge(known, settings, settings.clock());
      return answer instanceof Promise ? answer.then(decide) : decide(answer);
    },
    ready,
  };
}

/** What a bearer token may be. Other text could be another token's once it is encoded. */
const tokenText = /^[\x21-\x7e]{1,8192}$/;

interface Endpoint {
  readonly find: FindEndpoint;
  readonly ready: () => Promise<void>;
}

function endpointOf(options: IntrospectionOptions<string>, allowsHttp: boolean): Endpoint {
  const { endpoint, issuer } = options;
  if (endpoint === undefined) return discovered(new Discovery(discoverySettings("introspection", options)));
  const url = URL.parse(endpoint);
  if (issuer !== undefined) requireNoUserinfo(issuer);
  const isUsable = url !== null && isAllowedScheme(url, allowsHttp) && !hasUserinfo(url);
  if (isUsable) return { find: () => url.href, ready: () => Promise.resolve() };
  throw new ConfigurationError(
    "invalid_option",
    `introspection() cannot send a secret to ${shownAddress(endpoint)}: it is not an https address without a user and a password.`,
  );
}

/** It is only compared: any text will do, but for one that nobody may see. */
function requireNoUserinfo(issuer: string): void {
  const url = URL.parse(issuer);
  if (url === null || !hasUserinfo(url)) return;
  throw new ConfigurationError(
    "invalid_option",
    `introspection() was given the issuer ${shownAddress(issuer)} with a user or password in it.`,
  );
}

function discovered(discovery: Discovery): Endpoint {
  const message = "The issuer names no introspection endpoint: say endpoint, if it has one.";
  return {
    async find() {
      const { introspectionEndpoint } = await discovery.get();
      if (introspectionEndpoint === undefined) throw new UnavailableError(message);
      return introspectionEndpoint;
    },
    async ready() {
      const { introspectionEndpoint } = await discovery.ready();
      if (introspectionEndpoint === undefined) throw new ConfigurationError("invalid_option", message);
    },
  };
}
