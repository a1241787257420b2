import { anyOf, bearer, oauth2, oauth2AuthorizationCodeBearer, oauth2ClientCredentialsBearer, openIdConnect, scoped } from "@ampoule/core";
import { challenges, granted, insufficientScope, invalidCredentials, invalidRequest, notAuthenticated, type Answer } from "../answers.js";
import type { Credentials } from "../credentials.js";
import { basicLine, get, type ContractCase, type ContractTable } from "../table.js";

const described = { "items:read": "See items", "items:write": "Change items" };
const scopes = ["items:read", "items:write"] as const;

/** The schemes of this table, all of them of bearer tokens; what their `verify` is called with is noted. */
function schemesOf({ verified }: Credentials) {
  const verify = async (token: string) => {
    verified.push(token);
    return token === "bad" ? undefined : { token, scp: "items:read", permissions: ["items:write"] };
  };
  const tokenUrl = "/token";
  return {
    flows: oauth2({ flows: { clientCredentials: { tokenUrl, scopes: described }, implicit: { authorizationUrl: "/a" } }, verify }),
    code: oauth2AuthorizationCodeBearer({ authorizationUrl: "/authorize", tokenUrl, verify }),
    client: oauth2ClientCredentialsBearer({ tokenUrl, verify }),
    oidc: openIdConnect({ openIdConnectUrl: "/openid", verify }),
    scp: bearer({ verify, scopes, scopesFrom: "scp" }),
    permissions: bearer({ verify, scopes, scopesFrom: "permissions" }),
    hooked: bearer(verify, {
      challenge: (_, own) => ({ ...own, parameters: { ...own.parameters, resource_metadata: "/m" } }),
      render: ({ code }) => ({ contentType: "text/plain; charset=utf-8", body: `hooked: ${code}` }),
    }),
    broken: bearer(verify, {
      challenge: (_, own) => ({ ...own, parameters: { realm: "a\r\nSet-Cookie: x=1" } }),
      render: () => {
        throw new Error("no template");
      },
    }),
  };
}

const hookedChallenge = (own: string): string => `${own}, resource_metadata="/m"`;
const hooked = (answer: Answer, code: string): Answer => ({ ...answer, body: `hooked: ${code}`, contentType: "text/plain; charset=utf-8" });
const lacks = (scope: string): Answer => insufficientScope(`Bearer realm="api", error="insufficient_scope", scope="${scope}"`);
const good = "Authorization: Bearer testtoken";
const token = granted({ token: "testtoken" });
const missing = notAuthenticated(challenges.bearer);
const bad = invalidCredentials(challenges.invalidToken);

/** What all of them share. */
function bearerCases(path: string, group: string): ContractCase[] {
  return [
    { title: `${group}.ok`, request: get(path, good), answer: token, verifications: 1 },
    { title: `${group}.missing`, request: get(path), answer: missing, verifications: 0 },
    { title: `${group}.wrong-scheme`, request: get(path, "Authorization: Other testtoken"), answer: missing },
    { title: `${group}.upper`, request: get(path, "Authorization: BEARER testtoken"), answer: token },
    { title: `${group}.scheme-only`, request: get(path, "Authorization: Bearer"), answer: bad, verifications: 0 },
    { title: `${group}: a bad token`, request: get(path, "Authorization: Bearer bad"), answer: bad },
    { title: `${group}.duplicate-lines`, request: get(path, good, good), answer: invalidRequest(challenges.invalidBearerRequest) },
  ];
}

const dialects: readonly ContractCase[] = [
  { title: "a scope of a flow is missing", request: get("/flows/write", good), answer: lacks("items:write") },
  { title: "scopes from scp, held", request: get("/scp/read", good), answer: token },
  { title: "scopes from scp, missing", request: get("/scp/write", good), answer: lacks("items:write") },
  { title: "scopes from permissions, held", request: get("/permissions/write", good), answer: token },
  { title: "scopes from permissions, missing", request: get("/permissions/read", good), answer: lacks("items:read") },
];

const hooks: readonly ContractCase[] = [
  {
    title: "a scheme's own challenge and body, nothing presented",
    request: get("/hooked"),
    answer: hooked(notAuthenticated(hookedChallenge(challenges.bearer)), "not_authenticated"),
  },
  {
    title: "a scheme's own challenge and body, a bad token",
    request: get("/hooked", "Authorization: Bearer bad"),
    answer: hooked(invalidCredentials(hookedChallenge(challenges.invalidToken)), "invalid_credentials"),
  },
  {
    title: "a scheme's own body beside a scheme without one",
    request: get("/hooked-any"),
    answer: hooked(notAuthenticated(`${challenges.basic}, ${hookedChallenge(challenges.bearer)}`), "not_authenticated"),
  },
  {
    title: "another scheme's refusal is its own",
    request: get("/hooked-any", basicLine("Aladdin:wrong")),
    answer: invalidCredentials(challenges.basic),
  },
  { title: "hooks that fail change nothing", request: get("/broken"), answer: missing },
];

export const schemeTable: ContractTable = {
  title: "OAuth 2, OpenID Connect, dialects and hooks",
  add({ secure, route }, credentials, reached) {
    const schemes = schemesOf(credentials);
    for (const [name, it] of Object.entries(schemes)) {
      const handler = secure({ it }, ({ it: { token } }) => (reached(), { token }));
      route("GET", `/${name}`, handler);
    }
    for (const name of ["flows", "scp", "permissions"] as const) {
      for (const scope of scopes) {
        const handler = secure({ it: scoped(schemes[name], scope) }, ({ it: { token } }) => (reached(), { token }));
        route("GET", `/${name}/${scope.slice(6)}`, handler);
      }
    }
    const either = secure({ it: anyOf(credentials.basic, schemes.hooked) }, () => (reached(), null));
    route("GET", "/hooked-any", either);
  },
  cases: [
    ...bearerCases("/flows", "oauth2.base"),
    ...bearerCases("/code", "oauth2.authorizationCodeBearer"),
    ...bearerCases("/client", "oauth2.clientCredentialsBearer"),
    ...bearerCases("/oidc", "openIdConnect"),
    ...dialects,
    ...hooks,
  ],
};
