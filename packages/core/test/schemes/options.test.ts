import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { definition } from "../../src/contract/provider.js";
import {
  absent,
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  ConfigurationError,
  httpBase,
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2ClientCredentialsBearer,
  oauth2PasswordBearer,
  openIdConnect,
  scheme,
  type ProviderValue,
  type SchemeOptions,
} from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";
import { schemeOf } from "./scheme-of.js";

const verify = () => ({ scopes: [] });
const custom = {
  schemeName: "Signature",
  openapi: { type: "apiKey", in: "header", name: "x-signature" },
  challenge: ({ realm }: { realm: string }) => ({ scheme: "Signature", parameters: { realm } }),
  read: () => absent,
  verify,
};

const parameters = { realm: "r" };
type Make = (options?: SchemeOptions) => ProviderValue<unknown, string>;
/** Every kind of scheme, with its own name, its OpenAPI object, and the challenge for nothing. */
const kinds: readonly (readonly [string, Make, object, object])[] = [
  [
    "HTTPBearer",
    (options) => bearer(verify, options),
    { type: "http", scheme: "bearer" },
    { scheme: "Bearer", parameters: { realm: "r" } },
  ],
  [
    "HTTPBasic",
    (options) => basic({ verify, ...options }),
    { type: "http", scheme: "basic" },
    { scheme: "Basic", parameters: { realm: "r", charset: "UTF-8" } },
  ],
  [
    "APIKeyHeader",
    (options) => apiKeyHeader({ name: "X-Key", verify, ...options }),
    { type: "apiKey", in: "header", name: "X-Key" },
    { scheme: "APIKey", parameters: { realm: "r" } },
  ],
  [
    "APIKeyQuery",
    (options) => apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify, ...options }),
    { type: "apiKey", in: "query", name: "key" },
    { scheme: "APIKey", parameters: { realm: "r" } },
  ],
  [
    "APIKeyCookie",
    (options) => apiKeyCookie({ name: "key", verify, ...options }),
    { type: "apiKey", in: "cookie", name: "key" },
    { scheme: "APIKey", parameters: { realm: "r" } },
  ],
  [
    "OAuth2PasswordBearer",
    (options) => oauth2PasswordBearer({ tokenUrl: "/token", verify, ...options }),
    { type: "oauth2", flows: { password: { scopes: {}, tokenUrl: "/token" } } },
    { scheme: "Bearer", parameters: { realm: "r" } },
  ],
  [
    "HTTPBase",
    (options) => httpBase({ scheme: "DPoP", verify, ...options }),
    { type: "http", scheme: "DPoP" },
    { scheme: "DPoP", parameters },
  ],
  ["OAuth2", (options) => oauth2({ flows: {}, verify, ...options }), { type: "oauth2", flows: {} }, { scheme: "Bearer", parameters }],
  [
    "OAuth2ClientCredentialsBearer",
    (options) => oauth2ClientCredentialsBearer({ tokenUrl: "/t", verify, ...options }),
    { type: "oauth2", flows: { clientCredentials: { scopes: {}, tokenUrl: "/t" } } },
    { scheme: "Bearer", parameters },
  ],
  [
    "OAuth2AuthorizationCodeBearer",
    (options) => oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", verify, ...options }),
    { type: "oauth2", flows: { authorizationCode: { scopes: {}, authorizationUrl: "/a", tokenUrl: "/t" } } },
    { scheme: "Bearer", parameters },
  ],
  [
    "OpenIdConnect",
    (options) => openIdConnect({ openIdConnectUrl: "/openid", verify, ...options }),
    { type: "openIdConnect", openIdConnectUrl: "/openid" },
    { scheme: "Bearer", parameters },
  ],
  [
    "Signature",
    (options) => scheme({ ...custom, ...options, challenge: custom.challenge }),
    custom.openapi,
    { scheme: "Signature", parameters: { realm: "r" } },
  ],
];

describe.each(kinds)("%s", (name, make, openapi, challenge) => {
  test("has its own name, no scopes, no realm and no prose where nothing is said", () => {
    const made = schemeOf(make());
    expect(made).toMatchObject({ name, scopes: [], realm: undefined });
    expect(made.openapi).toEqual(openapi);
    expect(made.responseHeaders).toEqual(name === "APIKeyQuery" ? { "Referrer-Policy": "no-referrer" } : {});
  });

  test("takes a name, a realm and prose", () => {
    const made = schemeOf(make({ schemeName: "Mine", realm: "inner", description: "Ask us." }));
    expect(made).toMatchObject({ name: "Mine", realm: "inner" });
    expect(made.openapi).toEqual({ ...openapi, description: "Ask us." });
  });

  test("S-001 challenges with the realm it is given, and without an error where nothing was presented", () => {
    expect(schemeOf(make()).challenge({ realm: "r" })).toEqual(challenge);
  });

  test("openapi.extra.empty-scheme-name-falls-back, openapi.extra.empty-description-kept", () => {
    const made = schemeOf(name === "Signature" ? make({ description: "" }) : make({ schemeName: "", description: "" }));
    expect(made).toMatchObject({ name, openapi: { ...openapi, description: "" } });
    expect(() => schemeOf(make({ realm: "" }))).not.toThrow();
  });

  test("cannot be changed", () => {
    const provider = make();
    const made = schemeOf(provider);
    for (const part of [provider, provider[definition], made, made.openapi, made.scopes]) expect(Object.isFrozen(part)).toBe(true);
  });

  test.each(["a\nb", "a\0", "\u00e9"])("S-021 refuses the realm %j, names itself and the mend, and repeats nothing", (realm) => {
    const error = refusalOf(() => make({ schemeName: "Mine", realm: `s3cret${realm}`, description: "s3cret" }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_option" });
    expect(error.message).toMatch(/^Mine has a realm .*: use printable ASCII\.$/);
  });

  test("S-320 shows nothing of what its functions hold", () => {
    const hidden = "s3cret";
    const provider = scheme({ ...custom, verify: () => ({ hidden }) });
    const plain = make();
    for (const one of [provider, plain, schemeOf(plain), plain[definition]]) {
      for (const text of [JSON.stringify(one), inspect(one, { depth: 9, showHidden: true })]) expect(text).not.toContain(hidden);
    }
  });
});

test("a scheme of one's own needs a name", () => {
  expect(() => scheme({ ...custom, schemeName: "" })).toThrow(ConfigurationError);
});

describe("scopes", () => {
  const described = (scopes: readonly string[]) => Object.fromEntries(scopes.map((one) => [one, ""]));
  const makers: Record<string, (...scopes: string[]) => ProviderValue<unknown, string>> = {
    HTTPBearer: (...scopes) => bearer({ scopes, verify }),
    OAuth2PasswordBearer: (...scopes) =>
      oauth2PasswordBearer({ tokenUrl: "/t", scopes: Object.fromEntries(scopes.map((one) => [one, ""])), verify }),
    APIKeyHeader: (...scopes) => apiKeyHeader({ name: "x-key", scopes, verify }),
    APIKeyQuery: (...scopes) => apiKeyQuery({ name: "key", scopes, verify, [allowKeyInUrl]: true }),
    APIKeyCookie: (...scopes) => apiKeyCookie({ name: "key", scopes, verify }),
    HTTPBase: (...scopes) => httpBase({ scheme: "Token", scopes, verify }),
    OAuth2: (...scopes) => oauth2({ flows: { password: { tokenUrl: "/t", scopes: described(scopes) } }, verify }),
    OAuth2ClientCredentialsBearer: (...scopes) => oauth2ClientCredentialsBearer({ tokenUrl: "/t", scopes: described(scopes), verify }),
    OAuth2AuthorizationCodeBearer: (...scopes) =>
      oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", scopes: described(scopes), verify }),
    OpenIdConnect: (...scopes) => openIdConnect({ openIdConnectUrl: "/openid", scopes, verify }),
    Signature: (...scopes) => scheme({ ...custom, scopes }),
  };

  test.each(Object.entries(makers))("S-022 %s keeps names that can be sent, and refuses others by name", (name, make) => {
    expect(schemeOf(make("items:read", "!~")).scopes).toEqual(["items:read", "!~"]);
    for (const wrong of ["", "a b", 'a"', "a\\", "a\n", "\u00e9"]) {
      const error = refusalOf(() => make("fine", wrong));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error.message).toContain(`${name} declares the scope ${JSON.stringify(wrong)}: `);
    }
  });
});
