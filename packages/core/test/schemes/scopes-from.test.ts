import { describe, expect, test } from "vitest";
import {
  absent,
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  bearer,
  ConfigurationError,
  granted,
  httpBase,
  narrow,
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2ClientCredentialsBearer,
  oauth2PasswordBearer,
  openIdConnect,
  optional,
  provider,
  scheme,
  scoped,
  type ProviderValue,
  type ScopeClaim,
  type ScopesFrom,
} from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { schemeOf } from "./scheme-of.js";

/** Claims as Auth0 writes them. */
const auth0 = {
  iss: "https://example.eu.auth0.com/",
  sub: "auth0|5f7c8ec7c33c6c004bbafe82",
  aud: ["https://items.example/", "https://example.eu.auth0.com/userinfo"],
  scope: "openid profile",
  permissions: ["items:read", "items:write"],
};

type Make = (scopesFrom: ScopesFrom<object>) => ProviderValue<unknown, "read">;
const verify = (): object => ({ permissions: ["read"], scp: "other", roles: [] });
const makers: Readonly<Record<string, Make>> = {
  bearer: (scopesFrom) => bearer({ scopes: ["read"], verify, scopesFrom }),
  apiKeyHeader: (scopesFrom) => apiKeyHeader({ name: "x-key", scopes: ["read"], verify, scopesFrom }),
  apiKeyQuery: (scopesFrom) => apiKeyQuery({ name: "key", [allowKeyInUrl]: true, scopes: ["read"], verify, scopesFrom }),
  apiKeyCookie: (scopesFrom) => apiKeyCookie({ name: "key", scopes: ["read"], verify, scopesFrom }),
  httpBase: (scopesFrom) => httpBase({ scheme: "Token", scopes: ["read"], verify, scopesFrom }),
  oauth2: (scopesFrom) => oauth2({ flows: { password: { tokenUrl: "/t", scopes: { read: "" } } }, verify, scopesFrom }),
  oauth2PasswordBearer: (scopesFrom) => oauth2PasswordBearer({ tokenUrl: "/t", scopes: { read: "" }, verify, scopesFrom }),
  oauth2ClientCredentialsBearer: (scopesFrom) =>
    oauth2ClientCredentialsBearer({ tokenUrl: "/t", scopes: { read: "" }, verify, scopesFrom }),
  oauth2AuthorizationCodeBearer: (scopesFrom) =>
    oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", scopes: { read: "" }, verify, scopesFrom }),
  openIdConnect: (scopesFrom) => openIdConnect({ openIdConnectUrl: "/o", scopes: ["read"], verify, scopesFrom }),
  scheme: (scopesFrom) =>
    scheme({
      schemeName: "Own",
      openapi: { type: "http", scheme: "own" },
      challenge: ({ realm }) => ({ scheme: "Own", parameters: { realm } }),
      read: () => absent,
      scopes: ["read"],
      verify,
      scopesFrom,
    }),
};

describe.each(Object.entries(makers))("%s", (_, make) => {
  test("reads scopes where it is told to", () => {
    const held = (from: ScopesFrom<object>) => schemeOf(make(from)).grantedScopes(verify());
    expect([held("permissions"), held("scp"), held("roles"), held("scope"), held(() => ["fn"])]).toEqual([
      ["read"],
      ["other"],
      [],
      [],
      ["fn"],
    ]);
  });

  test.each(["", "scopes", "toString", "__proto__", 7, null])("does not know %j", (from) => {
    const error = refusalOf(() => make(from as ScopeClaim));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain("neither a function nor one of scope, scp, permissions, roles");
  });
});

describe("in an application", () => {
  const good = "Authorization: Bearer a";
  const token = bearer({ scopes: ["items:read", "items:delete"], verify: () => auth0, scopesFrom: "permissions" });

  test.each([
    ["items:read", 200],
    ["items:delete", 403],
  ] as const)("%s: %i", async (scope, status) => {
    const handler = fakeSecurity()({ me: scoped(token, scope) }, () => "in");
    expect((await ask(handler, good)).status).toBe(status);
    const below = fakeSecurity()({ me: scoped(optional(provider({ token }, () => ({ id: "u" }))), scope) }, () => "in");
    expect((await ask(below, good)).status).toBe(status);
  });

  test("a function that throws is a fault, not a permission", async () => {
    const fail = (): string[] => {
      throw new Error("no such claim");
    };
    const broken = bearer({ scopes: ["read"], verify: () => ({ sub: "a" }), scopesFrom: fail });
    const handler = fakeSecurity()({ me: scoped(broken, "read") }, () => "in");
    await expect(ask(handler, good)).rejects.toThrow("no such claim");
  });

  test("S-306 a stand-in keeps its scopes where the scheme that it stands for does", async () => {
    const secure = fakeSecurity();
    const known = narrow(token, "known", (one): one is typeof auth0 => one.sub !== "");
    const [direct, narrowed] = [
      secure({ me: scoped(token, "items:read") }, () => "in"),
      secure({ me: scoped(known, "items:read") }, () => "in"),
    ];
    for (const [original, handler] of [
      [token, direct],
      [known, narrowed],
    ] as const) {
      for (const [value, status] of [
        [{ ...auth0 }, 200],
        [{ ...auth0, permissions: [] }, 403],
        [{ ...auth0, permissions: [], scopes: ["items:read"] }, 403],
      ] as const) {
        using _ = secure.override(original, provider({}, () => value) as typeof token);
        expect((await ask(handler)).status).toBe(status);
      }
    }
  });

  test("S-306 a stand-in for an optional scheme may yield nothing, which holds no scopes", async () => {
    const secure = fakeSecurity();
    const reader = bearer({ scopes: ["read"], verify: () => auth0, scopesFrom: (claims) => claims.permissions });
    const maybe = optional(reader);
    const handler = secure({ me: scoped(maybe, "read") }, () => "in");
    using _ = secure.override(maybe, provider({}, () => granted(null)) as typeof maybe);
    expect((await ask(handler)).status).toBe(403);
  });

  test("S-306 a stand-in for a provider of one's own keeps them as ever", async () => {
    const secure = fakeSecurity();
    const user = provider({ token }, ({ token }) => ({ id: token.sub }));
    const handler = secure({ me: scoped(user, "items:read") }, () => "in");
    using _ = secure.override(user, provider({}, () => ({ id: "u", scopes: ["items:read"] })) as typeof user);
    expect((await ask(handler)).status).toBe(200);
  });
});
