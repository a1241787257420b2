import { expectTypeOf, test } from "vitest";
import {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  granted,
  httpBase,
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2ClientCredentialsBearer,
  oauth2PasswordBearer,
  openIdConnect,
  rejected,
  scheme,
  scoped,
  type HttpCredentials,
  type Provided,
  type ProviderValue,
  type Scopes,
} from "../../src/index.js";

interface Claims {
  readonly sub: string;
  readonly permissions: readonly string[];
}
const verify = (text: string): Claims | undefined => (text === "" ? undefined : { sub: text, permissions: [] });
const own = {
  schemeName: "Own",
  openapi: {},
  challenge: ({ realm }: { realm: string }) => ({ scheme: "Own", parameters: { realm } }),
  read: () => "credential",
};

test("a scope that a scheme does not declare does not compile", () => {
  const scopes = ["read"] as const;
  const described = { read: "See" };
  const all = [
    bearer({ scopes, verify }),
    apiKeyHeader({ name: "x-key", scopes, verify }),
    apiKeyCookie({ name: "key", scopes, verify }),
    apiKeyQuery({ name: "key", [allowKeyInUrl]: true, scopes, verify }),
    httpBase({ scheme: "Token", scopes, verify: ({ credentials }) => verify(credentials) }),
    oauth2PasswordBearer({ tokenUrl: "/t", scopes: described, verify }),
    oauth2ClientCredentialsBearer({ tokenUrl: "/t", scopes: described, verify }),
    oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", scopes: described, verify }),
    openIdConnect({ openIdConnectUrl: "/o", scopes, verify }),
    scheme({ ...own, scopes, verify }),
  ];
  expectTypeOf(all).toEqualTypeOf<ProviderValue<Claims, "read">[]>();
  for (const one of all) {
    scoped(one, "read");
    // @ts-expect-error nobody declares it
    scoped(one, "write");
  }
});

test("a scheme without scopes has none to demand", () => {
  const all = [
    httpBase({ scheme: "Token", verify: ({ credentials }) => verify(credentials) }),
    oauth2({ flows: {}, verify }),
    oauth2({ flows: { password: { tokenUrl: "/t" } }, verify }),
    oauth2PasswordBearer({ tokenUrl: "/t", verify }),
    oauth2ClientCredentialsBearer({ tokenUrl: "/t", verify }),
    oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", verify }),
    openIdConnect({ openIdConnectUrl: "/o", verify }),
  ];
  expectTypeOf(all).toEqualTypeOf<ProviderValue<Claims>[]>();
  // @ts-expect-error there is none
  for (const one of all) scoped(one, "read");
});

test("the scopes of all flows may be demanded, and no others", () => {
  const token = oauth2({
    flows: {
      implicit: { authorizationUrl: "/a", scopes: { look: "" } },
      password: { tokenUrl: "/t", scopes: { read: "", write: "" } },
      clientCredentials: { tokenUrl: "/t", scopes: { read: "", sync: "" } },
      authorizationCode: { authorizationUrl: "/a", tokenUrl: "/t", scopes: { agree: "" } },
    },
    verify,
  });
  expectTypeOf<Scopes<typeof token>>().toEqualTypeOf<"look" | "read" | "write" | "sync" | "agree">();
  expectTypeOf<Provided<typeof token>>().toEqualTypeOf<Claims>();
  // @ts-expect-error no flow declares it
  scoped(token, "delete");
});

test("a flow needs its URLs, and knows no others", () => {
  // @ts-expect-error tokens have to come from somewhere
  oauth2({ flows: { password: {} }, verify });
  // @ts-expect-error the user agrees somewhere
  oauth2({ flows: { implicit: { tokenUrl: "/t" } }, verify });
  // @ts-expect-error the code is traded somewhere
  oauth2({ flows: { authorizationCode: { authorizationUrl: "/a" } }, verify });
  // @ts-expect-error there is no such flow
  oauth2({ flows: { device: { tokenUrl: "/t" } }, verify });
  // @ts-expect-error a slip of the pen
  oauth2({ flows: { password: { tokenUrl: "/t", refreshURL: "/r" } }, verify });
  // @ts-expect-error nothing would verify the token
  oauth2({ flows: {} });
  // @ts-expect-error tokens have to come from somewhere
  oauth2ClientCredentialsBearer({ verify });
  // @ts-expect-error the user agrees somewhere
  oauth2AuthorizationCodeBearer({ tokenUrl: "/t", verify });
  // @ts-expect-error the issuer has to be named
  openIdConnect({ verify });
  // @ts-expect-error a scheme has a name
  httpBase({ verify: ({ credentials }) => verify(credentials) });
});

test("scopes are read where the value has them", () => {
  const token = bearer({ scopes: ["read"], verify, scopesFrom: (claims) => claims.permissions });
  expectTypeOf(token).toEqualTypeOf<ProviderValue<Claims, "read">>();
  bearer({ verify: async (text) => verify(text) ?? rejected("no"), scopesFrom: ({ permissions }) => permissions });
  bearer({ verify: (text) => granted({ text }), scopesFrom: ({ text }) => [text] });
  httpBase({ scheme: "T", verify: ({ credentials }) => ({ credentials }), scopesFrom: ({ credentials }) => [credentials] });
  oauth2({ flows: {}, verify, scopesFrom: (claims) => claims.permissions });
  openIdConnect({ openIdConnectUrl: "/o", verify, scopesFrom: "permissions" });
  apiKeyHeader({ name: "x-key", verify, scopesFrom: (claims) => claims.permissions });
  scheme({ ...own, verify, scopesFrom: (claims) => claims.permissions });
  // @ts-expect-error no issuer writes it so
  bearer({ verify, scopesFrom: "permission" });
  // @ts-expect-error the value has no such claim
  bearer({ verify, scopesFrom: (claims) => claims.roles });
  // @ts-expect-error names are text
  bearer({ verify, scopesFrom: () => [1] });
  // @ts-expect-error a name is no list
  bearer({ verify, scopesFrom: (claims) => claims.sub });
});

test("what verify and hooks are given", () => {
  httpBase({ scheme: "T", verify: (credentials) => (expectTypeOf(credentials).toEqualTypeOf<HttpCredentials>(), credentials) });
  basic({
    verify: ({ username }) => verify(username),
    challenge: (reason, own) => ({ ...own, parameters: { ...own.parameters, ...reason } }),
    render: ({ code }) => ({ contentType: "text/plain", body: code }),
  });
  bearer(verify, { render: () => undefined, challenge: (_, own) => own });
  // @ts-expect-error a body is text
  bearer(verify, { render: () => ({ contentType: "text/plain", body: 7 }) });
  // @ts-expect-error a hook does not wait
  bearer(verify, { challenge: async (_, own) => own });
  // @ts-expect-error nor does this one
  bearer(verify, { render: async () => undefined });
});
