import { ConfigurationError } from "../../contract/errors.js";
import type { Rejected } from "../../contract/outcome.js";
import type { AccessToken } from "../../jwt/access-token.js";
import { allowUntyped } from "../../jwt/options.js";
import { anyIssuer } from "../any-issuer.js";
import type { OidcVerifier } from "../verifier.js";
import { originOf, presetVerifier, refused, textOf, textsIn, type ApiPresetOptions } from "./preset.js";

/** What {@link entra} needs to know. */
export interface EntraOptions<S extends string> extends ApiPresetOptions<S> {
  /** The id of the tenant whose people may come, or of several. A domain or `common` is none: their tokens name the tenant by its id. */
  readonly tenant: string | readonly string[];
  /** Where people sign in, in clouds other than the public one. Default: `"login.microsoftonline.com"`. */
  readonly authority?: string;
  /** What counts as a token's scopes: what the user agreed to, or the roles that were assigned to the user or the application. Default: `"scp"`. */
  readonly scopesFrom?: "scp" | "roles";
}

/** An access token of Microsoft Entra ID. */
export interface EntraToken extends AccessToken {
  readonly tenantId: string;
  /** Who it is, the same for every application of the tenant; `sub` differs from one to the other. */
  readonly objectId: string | undefined;
  /** Roles that were assigned to the user, or to the application where nobody signed in. */
  readonly roles: readonly string[];
  /** Whether an application asks in its own name. */
  readonly isApplication: boolean;
  /** A name for people. It can be changed: not an identifier. */
  readonly username: string | undefined;
}

const tenantId = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/**
 * Verifies access tokens of Microsoft Entra ID in version 2.0, for `bearer(entra({ … }))`.
 *
 * Entra says `typ: JWT`. An ID token, whose audience may be the same, is told apart so: an access token names the client that it was given to (`azp`), and scopes
 * (`scp`), roles or `idtyp: app`. Besides, `ver` must be `2.0`, and `tid` the tenant whose issuer it is: keys are shared by all tenants, so the issuer is never a
 * template here but that tenant's own. The audience is the API's client id. Set `requestedAccessTokenVersion` to 2 in the API's manifest.
 *
 * Several tenants are as many issuers, each asked by itself. An API for every tenant that there is has to keep a list of those that it knows.
 *
 * @throws ConfigurationError on a tenant that is no id, and as `jwt()`.
 * @example
 * ```ts
 * const accessToken = bearer(
 *   entra({ tenant: "11111111-2222-3333-4444-555555555555", audience: "66666666-7777-8888-9999-000000000000", scopes: ["Notes.Read"] }),
 * );
 * ```
 */
export function entra<const S extends string = never>(options: EntraOptions<S>): OidcVerifier<EntraToken, S> {
  const { tenant, ...rest } = options;
  if (typeof tenant === "string") return tenantVerifier(tenant, rest);
  return anyIssuer(...tenant.map((one) => tenantVerifier<S>(one, rest)));
}

function tenantVerifier<S extends string>(tenant: string, options: Omit<EntraOptions<S>, "tenant">): OidcVerifier<EntraToken, S> {
  const { authority = "login.microsoftonline.com", scopesFrom = "scp", ...rest } = options;
  if (!tenantId.test(tenant)) {
    throw new ConfigurationError(
      "invalid_option",
      `entra() needs a tenant's id, in lower case, not ${JSON.stringify(tenant)}: list the tenants that may come.`,
    );
  }
  const issuer = `${originOf("entra", authority)}/${tenant}/v2.0`;
  return presetVerifier({ ...rest, issuer, scopesFrom, [allowUntyped]: isAccessToken }, (token) => seen(token, tenant));
}

function isAccessToken({ azp, scp, roles, idtyp }: AccessToken["claims"]): boolean {
  return typeof azp === "string" && (typeof scp === "string" || Array.isArray(roles) || idtyp === "app");
}

function seen(token: AccessToken, tenant: string): EntraToken | Rejected {
  const { tid, ver, idtyp, scp, roles } = token.claims;
  if (ver !== "2.0") return refused("wrong_version", token);
  if (tid !== tenant) return refused("wrong_tenant", token);
  return {
    ...token,
    tenantId: tenant,
    objectId: textOf(token, "oid"),
    roles: textsIn(roles),
    isApplication: idtyp === "app" || (idtyp === undefined && scp === undefined),
    username: textOf(token, "preferred_username"),
  };
}
