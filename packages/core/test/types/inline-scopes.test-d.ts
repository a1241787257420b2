import { expectTypeOf, test } from "vitest";
import {
  absent,
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  httpBase,
  map,
  oauth2,
  oauth2PasswordBearer,
  openIdConnect,
  optional,
  provider,
  scheme,
  scoped,
  type ProviderValue,
} from "../../src/index.js";
import { jwt } from "../../src/jwt/index.js";
import { oidc } from "../../src/oidc/index.js";

type ScopesOfEach<R> = { [K in keyof R]: R[K] extends ProviderValue<unknown, infer S> ? S : "no provider" };
const verify = (sub: string) => ({ sub });
const known = { issuer: "https://login.example", audience: "api" } as const;
const own = { schemeName: "Own", openapi: {}, challenge: () => ({ scheme: "Own", parameters: {} }), read: () => absent } as const;

test("scopes of a scheme that is made among a provider's needs are those that it declares", () => {
  const each = {
    bearer: provider({ t: bearer({ scopes: ["a"], verify }) }, ({ t }) => t),
    oidc: provider({ t: bearer(oidc({ ...known, scopes: ["a"] })) }, ({ t }) => t),
    jwt: provider({ t: bearer(jwt({ ...known, keys: [], scopes: ["a"] })) }, ({ t }) => t),
    oauth2: provider({ t: oauth2({ flows: { password: { tokenUrl: "/t", scopes: { a: "A" } } }, verify }) }, ({ t }) => t),
    some: provider(
      { t: oauth2({ flows: { password: { tokenUrl: "/t" }, clientCredentials: { tokenUrl: "/t", scopes: { a: "A" } } }, verify }) },
      ({ t }) => t,
    ),
    password: provider({ t: oauth2PasswordBearer({ tokenUrl: "/t", scopes: { a: "A" }, verify }) }, ({ t }) => t),
    openIdConnect: provider({ t: openIdConnect({ openIdConnectUrl: "/o", scopes: ["a"], verify }) }, ({ t }) => t),
    key: provider({ t: apiKeyHeader({ name: "x-key", scopes: ["a"], verify }) }, ({ t }) => t),
    base: provider({ t: httpBase({ scheme: "Token", scopes: ["a"], verify: () => 1 }) }, ({ t }) => t),
    own: provider({ t: scheme({ ...own, scopes: ["a"], verify: () => 1 }) }, ({ t }) => t),
    below: provider({ t: optional(allOf({ t: map(bearer({ scopes: ["a"], verify }), (token) => token) })) }, () => 1),
  };
  expectTypeOf<ScopesOfEach<typeof each>>().toEqualTypeOf<Record<keyof typeof each, "a">>();
  // @ts-expect-error -- no scheme below declares it
  scoped(each.oauth2, "b");
});

test("and none where it declares none", () => {
  const each = {
    bearer: provider({ t: bearer(verify) }, ({ t }) => t),
    oidc: provider({ t: bearer(oidc(known)) }, ({ t }) => t),
    oauth2: provider({ t: oauth2({ flows: { password: { tokenUrl: "/t" } }, verify }) }, ({ t }) => t),
    password: provider({ t: oauth2PasswordBearer({ tokenUrl: "/t", verify }) }, ({ t }) => t),
    openIdConnect: provider({ t: openIdConnect({ openIdConnectUrl: "/o", verify }) }, ({ t }) => t),
    key: provider({ t: apiKeyHeader({ name: "x-key", verify }) }, ({ t }) => t),
    base: provider({ t: httpBase({ scheme: "Token", verify: () => 1 }) }, ({ t }) => t),
    own: provider({ t: scheme({ ...own, verify: () => 1 }) }, ({ t }) => t),
    below: provider({ t: anyOf(bearer(verify), allOf({ t: apiKeyHeader({ name: "x-key", verify }) })) }, () => 1),
  };
  expectTypeOf<ScopesOfEach<typeof each>>().toEqualTypeOf<Record<keyof typeof each, never>>();
  // @ts-expect-error -- nothing below declares scopes
  scoped(each.bearer, "a");
});
