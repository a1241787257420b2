import { bearer, type TokenVerifier } from "@ampoule/core";

/** What an issuer wrote into its tokens. In real life: claims of a verified JWT. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };
export const claims = new Map<string, Claims>();
const verify = (token: string) => claims.get(token);

// #region dialects
const scopes = ["notes:read"] as const;
const from = (scopesFrom: NonNullable<TokenVerifier<Claims>["scopesFrom"]>) => bearer({ verify, scopes, scopesFrom });

export const standard = bearer({ verify, scopes }); // scopes: ["notes:read"], or scope: "notes:read"
export const entra = from("scp"); // scp: "notes:read"; Okta: scp: ["notes:read"]
export const auth0 = from("permissions"); // permissions: ["notes:read"]
export const roles = from("roles"); // roles: ["notes:read"]
export const keycloak = from(({ realm_access }) => (realm_access as { roles?: string[] } | undefined)?.roles ?? []);
// #endregion dialects
