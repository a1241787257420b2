import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken, TokenClaims } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import type { OidcVerifier } from "../verifier.js";
import { memberOf, originOf, presetVerifier, refused, requireName, textOf, textsIn, type ApiPresetOptions } from "./preset.js";

/** What {@link keycloak} needs to know. */
export interface KeycloakOptions<S extends string> extends ApiPresetOptions<S> {
  /** Where Keycloak is: `"https://login.example.com"`, with `/auth` behind it where that is in use. */
  readonly url: string;
  readonly realm: string;
  /** The clients whose tokens are accepted. Default: every client of the realm whose tokens are for this audience. */
  readonly clients?: readonly string[];
  /** What counts as a token's scopes; a client's roles are those of the client `audience`, the first of them. Default: `"scope"`. */
  readonly scopesFrom?: "scope" | "realmRoles" | "clientRoles";
}

/** An access token of Keycloak. */
export interface KeycloakToken extends AccessToken {
  readonly realmRoles: readonly string[];
  /** The roles that the user has at the client `audience`, the first of them. */
  readonly clientRoles: readonly string[];
  /** A name for people. It can be changed: not an identifier. */
  readonly username: string | undefined;
  readonly email: string | undefined;
}

/**
 * Verifies access tokens of Keycloak, for `bearer(keycloak({ … }))`.
 *
 * Keycloak says `typ: JWT` in the header, and what a token is for in the claim `typ`: it must be `Bearer`, which neither an ID token's, nor a refresh token's, nor that
 * of a token bound to a key is. The token must name the client that it was given to (`azp`), one of `clients` where these are said.
 *
 * `audience` is needed, though Keycloak names this API in a token only where the client has an audience mapper for it: without one, a token that any other
 * API of the realm is given would open this one.
 *
 * @throws ConfigurationError on an address or a realm that is none, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(keycloak({ url: "https://login.example.com", realm: "notes", audience: "notes-api", scopesFrom: "clientRoles", scopes: ["writer"] }));
 * ```
 */
export function keycloak<const S extends string = never>(options: KeycloakOptions<S>): OidcVerifier<KeycloakToken, S> {
  const { url, realm, clients, scopesFrom = "scope", ...rest } = options;
  const issuer = `${baseOf(url)}/realms/${requireName("keycloak", "realm", realm)}`;
  const [client = ""] = [rest.audience].flat();
  const roles = { scope: undefined, realmRoles: realmRolesOf, clientRoles: (claims: TokenClaims) => clientRolesOf(claims, client) };
  return presetVerifier(
    { ...rest, issuer, scopesFrom: roles[scopesFrom] ?? "scope", [allowUntyped]: ({ typ }) => typ === "Bearer" },
    (token) => seen(token, client, clients),
  );
}

function baseOf(url: string): string {
  return typeof url === "string" && /^[^?#]+\/auth\/?$/.test(url)
    ? `${originOf("keycloak", url.replace(/\/auth\/?$/, ""))}/auth`
    : originOf("keycloak", url);
}

function realmRolesOf({ realm_access: access }: TokenClaims): readonly string[] {
  return textsIn(memberOf(access, "roles"));
}

function clientRolesOf({ resource_access: access }: TokenClaims, client: string): readonly string[] {
  return textsIn(memberOf(memberOf(access, client), "roles"));
}

function seen(token: AccessToken, client: string, clients: readonly string[] | undefined): KeycloakToken | Rejected {
  const azp = textOf(token, "azp");
  if (token.claims["typ"] !== "Bearer") return refused("wrong_kind", token);
  if (azp === undefined || clients?.includes(azp) === false) return refused("wrong_client", token);
  return {
    ...token,
    clientId: azp,
    realmRoles: realmRolesOf(token.claims),
    clientRoles: clientRolesOf(token.claims, client),
    username: textOf(token, "preferred_username"),
    email: textOf(token, "email"),
  };
}
