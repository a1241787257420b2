import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { WebView } from "../../src/adapter.js";
import {
  absent,
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  ConfigurationError,
  oauth2PasswordBearer,
  scheme,
  type Context,
} from "../../src/index.js";
import { callWith, fakeSecurity, next, refusalOf } from "../adapt/fake-framework.js";
import { schemeOf } from "./scheme-of.js";

const verify = () => ({ scopes: [] });
const keys = {
  APIKeyHeader: (name: string) => apiKeyHeader({ name, verify }),
  APIKeyQuery: (name: string) => apiKeyQuery({ name, verify, [allowKeyInUrl]: true }),
  APIKeyCookie: (name: string) => apiKeyCookie({ name, verify }),
};

describe.each(Object.entries(keys))("the name for %s", (kind, make) => {
  test.each(["", " ", "x key", "x:key", "x\r\ny", "x\0", "x=", "x;", '"x"', "x/y", "x[]", "cl\u00e9", "x\u212aey", "x\n"])(
    "cannot be %j",
    (name) => {
      const error = refusalOf(() => make(name));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ code: "invalid_option" });
      expect(error.message).toContain(`${kind} needs a name of letters`);
      expect(error.message).toContain(JSON.stringify(name));
    },
  );

  test.each(["X-API-Key", "__Host-session", "__proto__", "a", "!#$%&'*+-.^_`|~"])("may be %j", (name) => {
    expect(schemeOf(make(name)).openapi).toMatchObject({ name });
  });

  test.each(["null", "7", "{}", "[]"])("cannot be %s, as configuration files have it", (text) => {
    expect(() => make(JSON.parse(text) as string)).toThrow(ConfigurationError);
  });

  test("cannot be left out", () => {
    const { name } = JSON.parse("{}") as { name: string };
    expect(() => make(name)).toThrow(ConfigurationError);
  });
});

test.each(["7", "true", "{}", "[]"])("a realm cannot be %s, as configuration files have it", (text) => {
  const realm = JSON.parse(text) as string;
  expect(() => bearer(verify, { realm })).toThrow(ConfigurationError);
  expect(() => fakeSecurity({ realm })).toThrow(ConfigurationError);
});

describe("S-058 a key in the query", () => {
  const options = { name: "s3cret", description: "s3cret", verify };

  test("G2 must be switched on, and says how", () => {
    const error = refusalOf(() => apiKeyQuery(options as typeof options & { [allowKeyInUrl]: true }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: "invalid_option" });
    expect(error.message).toMatch(/apiKeyQuery.*apiKeyHeader.*allowKeyInUrl/s);
    expect(error.message).not.toContain("s3cret");
  });

  test.each([false, undefined, null, 1, "true"])("is not switched on by %j", (value) => {
    const wrong = { ...options, [allowKeyInUrl]: value } as typeof options & { [allowKeyInUrl]: true };
    expect(() => apiKeyQuery(wrong)).toThrow(ConfigurationError);
  });

  test("is not switched on by another symbol of the same name", () => {
    const wrong = { ...options, [Symbol("allowKeyInUrl")]: true, [Symbol.for("allowKeyInUrl")]: true, allowKeyInUrl: true };
    expect(() => apiKeyQuery(wrong as typeof wrong & { [allowKeyInUrl]: true })).toThrow(ConfigurationError);
  });
});

describe("what was handed in may change afterwards without effect", () => {
  test("scopes, and their descriptions", () => {
    const scopes = ["read"];
    const described: Record<string, string> = { read: "See" };
    const made = [bearer({ scopes, verify }), oauth2PasswordBearer({ tokenUrl: "/t", scopes: described, verify })].map(schemeOf);
    scopes.push("admin");
    described["admin"] = "All";
    expect(made.map((one) => one.scopes)).toEqual([["read"], ["read"]]);
    expect(made[1]?.openapi).toEqual({ type: "oauth2", flows: { password: { scopes: { read: "See" }, tokenUrl: "/t" } } });
  });

  const custom = {
    schemeName: "X",
    challenge: ({ realm }: { realm: string }) => ({ scheme: "X", parameters: { realm } }),
    read: () => absent,
    verify,
  };

  test("the OpenAPI object", () => {
    const openapi: Record<string, unknown> = { type: "http", scheme: "x" };
    const made = schemeOf(scheme({ ...custom, openapi }));
    openapi["type"] = "oauth2";
    expect(made.openapi).toEqual({ type: "http", scheme: "x" });
  });

  test("what is inside the OpenAPI object", () => {
    const inner = { deep: 1 };
    const made = schemeOf(scheme({ ...custom, openapi: { type: "http", scheme: "x", "x-more": inner } }));
    inner.deep = 2;
    expect(made.openapi).toEqual({ type: "http", scheme: "x", "x-more": { deep: 1 } });
  });

  test("the response headers", () => {
    const responseHeaders: Record<string, string> = { "Referrer-Policy": "no-referrer" };
    const made = schemeOf(scheme({ ...custom, openapi: {}, responseHeaders }));
    responseHeaders["Referrer-Policy"] = "unsafe-url";
    expect(made.responseHeaders).toEqual({ "Referrer-Policy": "no-referrer" });
  });
});

describe("S-320 what verify is given shows no credential", () => {
  const password = "open sesame";
  const request = () =>
    new Request("http://localhost/p", {
      headers: { Authorization: `Basic ${btoa(`Aladdin:${password}`)}`, "X-Key": password.replace(" ", "-") },
    });
  const shown = (one: unknown) => [inspect(one, { depth: 9, showHidden: true }), JSON.stringify(one), String(one)].join("\n");

  test("the request and the context", async () => {
    const seen: Context[] = [];
    const user = basic({ verify: (_, context) => (seen.push(context), "in") });
    await fakeSecurity()({ user }, () => "in")({ ...callWith(), request: new WebView(request()) }, next);
    const [context] = seen;
    expect(context?.request).toBeInstanceOf(WebView);
    for (const secret of [password, btoa(`Aladdin:${password}`), "open-sesame"]) {
      expect(shown(context?.request)).not.toContain(secret);
      expect(inspect(context, { depth: 9 })).not.toContain(secret);
    }
  });

  test("the name and the password", () => {
    const credentials = schemeOf(basic({ verify })).read(new WebView(request()));
    expect(credentials).toMatchObject({ username: "Aladdin", password });
    expect([inspect(credentials), JSON.stringify(credentials), String(credentials)].join("\n")).not.toContain(password);
  });
});
