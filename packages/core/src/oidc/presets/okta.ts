import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { originOf, presetVerifier, refused, requireName, textOf, textsIn, type ApiPresetOptions } from "./preset.js";

/** What {@link okta} needs to know. */
export interface OktaOptions<S extends string> extends ApiPresetOptions<S> {
  /** The organisation's domain: `"example.okta.com"`. */
  readonly domain: string;
  /** Which of its custom authorization servers. Default: `"default"`. */
  readonly authorizationServer?: string;
}

/** An access token of Okta. */
export interface OktaToken extends AccessToken {
  /** The user's id; a client's own token has none. */
  readonly userId: string | undefined;
  /** The user's groups, where the authorization server adds them as `groups`. */
  readonly groups: readonly string[];
}

/**
 * Verifies access tokens of a custom authorization server of Okta, for `bearer(okta({ … }))`. Scopes are read from `scp`.
 *
 * Okta does not say `typ: at+jwt`. An ID token is told apart so: an access token names the client that it was given to (`cid`) and its scopes (`scp`), which
 * no ID token does; and it has no `nonce` and no `at_hash`. Besides, `ver` must be 1, as Okta documents it: what another version says may mean something else.
 *
 * It does not verify tokens of the organisation's own authorization server, which Okta wants nobody but itself to read: make a custom one.
 *
 * @throws ConfigurationError on a domain that is none, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(okta({ domain: "example.okta.com", audience: "api://default", scopes: ["notes:read"] }));
 * ```
 */
export function okta<const S extends string = never>(options: OktaOptions<S>): OidcVerifier<OktaToken, S> {
  const { domain, authorizationServer = "default", ...rest } = options;
  const issuer = `${originOf("okta", domain)}/oauth2/${requireName("okta", "authorizationServer", authorizationServer)}`;
  return presetVerifier({ ...rest, issuer, scopesFrom: "scp", [allowUntyped]: isAccessToken }, principal);
}

function isAccessToken({ cid, scp }: AccessToken["claims"]): boolean {
  return typeof cid === "string" && Array.isArray(scp);
}

function principal(token: AccessToken): OktaToken | Rejected {
  if (token.claims["ver"] !== 1) return refused("wrong_version", token);
  const clientId = textOf(token, "cid") ?? token.clientId;
  return { ...token, clientId, userId: textOf(token, "uid"), groups: textsIn(token.claims["groups"]) };
}
