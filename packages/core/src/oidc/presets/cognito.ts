import { ConfigurationError } from "../../contract/errors.js";
import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken, TokenClaims } from "../../jwt/access-token.js";
import { allowAnyAudience, allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { originOf, presetVerifier, refused, requireName, textOf, textsIn, type PresetOptions } from "./preset.js";

/** What {@link cognito} needs to know. */
export interface CognitoOptions<S extends string> extends PresetOptions<S> {
  /** The user pool's id: `"eu-central-1_AbCdEfGhI"`. Its region is in front. */
  readonly userPool: string;
  /** The app clients whose tokens are accepted: this stands in the place of an audience. */
  readonly clients: readonly string[];
  /** The name of this API where it is a resource server that tokens are bound to. Default: a token that names any audience is refused. */
  readonly audience?: string;
  /** Where the user pools are, for tests. Default: `cognito-idp.<region>.amazonaws.com`. */
  readonly domain?: string;
}

/** An access token of Amazon Cognito. */
export interface CognitoToken extends AccessToken {
  readonly clientId: string;
  /** A name for people; a client's own token has none. */
  readonly username: string | undefined;
  readonly groups: readonly string[];
}

/**
 * Verifies access tokens of an Amazon Cognito user pool, for `bearer(cognito({ … }))`.
 *
 * Cognito says neither `typ: at+jwt` nor, as a rule, whom a token is for. In their place: `token_use` must be `access`, which an ID token's is not, and
 * `client_id` one of `clients`. So every API that trusts the same clients accepts the same tokens: tell APIs apart by scopes. Where a token does name an audience, it
 * must be `audience`.
 *
 * @throws ConfigurationError on a user pool that is none, without clients, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(cognito({ userPool: "eu-central-1_AbCdEfGhI", clients: ["1h57kf5cpq17m0eml12EXAMPLE"], scopes: ["notes/read"] }));
 * ```
 */
export function cognito<const S extends string = never>(options: CognitoOptions<S>): OidcVerifier<CognitoToken, S> {
  const { userPool, clients, audience, domain = domainOf(userPool), ...rest } = options;
  requireClients(clients);
  const issuer = `${originOf("cognito", domain)}/${requireName("cognito", "userPool", userPool)}`;
  const isForUs = ({ client_id: client }: TokenClaims) => clients.some((one) => one === client);
  const isAccessToken = ({ token_use: use }: TokenClaims) => use === "access";
  return presetVerifier({ ...rest, issuer, [allowAnyAudience]: isForUs, [allowUntyped]: isAccessToken }, (token) => seen(token, audience));
}

function domainOf(userPool: string): string {
  const [, region] = /^([a-z]{2,}(?:-[a-z]+)+-\d)_\w+$/.exec(userPool) ?? [];
  if (region !== undefined) return `cognito-idp.${region}.amazonaws.com`;
  throw new ConfigurationError(
    "invalid_option",
    `cognito() needs a user pool's id, such as "eu-central-1_AbCdEfGhI", not ${JSON.stringify(userPool)}.`,
  );
}

function requireClients(clients: readonly string[]): void {
  if (Array.isArray(clients) && clients.length > 0 && clients.every((client) => typeof client === "string" && client !== "")) return;
  throw new ConfigurationError(
    "invalid_option",
    "cognito() needs the clients whose tokens it accepts: nothing else says whom a token is for.",
  );
}

function seen(token: AccessToken, audience: string | undefined): CognitoToken | Rejected {
  const { clientId, aud, claims } = token;
  if (clientId === undefined || claims["token_use"] !== "access") return refused("wrong_kind", token);
  if (aud.length > 0 && !aud.some((name) => name === audience)) return refused("wrong_audience", token);
  return { ...token, clientId, username: textOf(token, "username"), groups: textsIn(claims["cognito:groups"]) };
}
