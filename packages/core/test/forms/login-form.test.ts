import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { WebView } from "../../src/adapter.js";
import { definition } from "../../src/contract/provider.js";
import { ConfigurationError, loginForm, strictLoginForm, type LoginForm } from "../../src/index.js";
import { post, submit, urlencoded } from "./post.js";

const nobody = { grantType: "password", username: "johndoe", password: "secret", scopes: [], clientId: null, clientSecret: null };
const forms = { relaxed: loginForm(), strict: strictLoginForm() };
const account = "grant_type=password&username=johndoe&password=secret";
const grants = ["incorrect", "passwordblah", "blahpassword", "PASSWORD", "password%20", "client_credentials"];
const unsupported = { error: "unsupported_grant_type", description: "grant_type has to be password" };
const wrongScope = { error: "invalid_scope", description: "scope has characters that are not allowed" };
const missing = (name: string) => ({ error: "invalid_request", description: `${name} is missing` });

describe.each(Object.entries(forms))("form.%s", (kind, form) => {
  test.each<[string, string, object]>([
    ["nothing but the account", account, {}],
    [
      "all-fields",
      `${account}&scope=items%3Aread+items:write&client_id=web&client_secret=s3`,
      { scopes: ["items:read", "items:write"], clientId: "web", clientSecret: "s3" },
    ],
    ["scope-duplicates", `${account}&scope=a+b+a`, { scopes: ["a", "b", "a"] }],
    ["scope-empty", `${account}&scope=`, {}],
    ["scope-with-comma", `${account}&scope=a%2Cb`, { scopes: ["a,b"] }],
    ["scopes parted by spaces and tabs", `${account}&scope=%20a%09b++a%20`, { scopes: ["a", "b", "a"] }],
    ["scopes-field-ignored", `${account}&scopes=a+b`, {}],
    ["client-id-empty", `${account}&client_id=&client_secret=`, {}],
    ["unknown-fields-ignored", `${account}&audience=x&audience=y&__proto__=z`, {}],
    ["username-spaces-kept", "grant_type=password&username=+john+&password=%20pw%20", { username: " john ", password: " pw " }],
    ["utf8", "grant_type=password&username=jos%C3%A9&password=p%C3%A4ss+%E2%9C%93", { username: "josé", password: "päss ✓" }],
    ["UTF-8 that was not escaped", "grant_type=password&username=josé&password=päss ✓", { username: "josé", password: "päss ✓" }],
    ["composed", "grant_type=password&username=jose%CC%81&password=a%CC%88", { username: "jos\u00e9", password: "\u00e4" }],
    ["a byte order mark is a character", `${account}&client_id=%EF%BB%BFweb`, { clientId: "\ufeffweb" }],
    ["signs in values", "grant_type=password&username=a%26b&password=c=d%2Be;f", { username: "a&b", password: "c=d+e;f" }],
  ])("%s", async (_, body, more) => {
    expect(await submit(form, post(body))).toEqual({ ...nobody, ...more });
  });

  test.each<[string, string, object]>([
    ["no-body", "", missing(kind === "strict" ? "grant_type" : "username")],
    ["empty-username", "grant_type=password&username=&password=secret", missing("username")],
    ["empty-password", "grant_type=password&username=johndoe&password=", missing("password")],
    ["missing-password", "grant_type=password&username=x", missing("password")],
    ["both-empty", "grant_type=password&username=&password=", missing("username")],
    ...grants.map((grant): [string, string, object] => [`grant-type-${grant}`, `grant_type=${grant}&username=x`, unsupported]),
    ["a question mark before the first field", "?username=a&grant_type=password&password=b", missing("username")],
    ["an array field", "grant_type=password&username[]=a&password=b", missing("username")],
    ["scopes in quotes", `${account}&scope=%22a%22`, wrongScope],
    ["scopes beyond ASCII", `${account}&scope=%C3%A9`, wrongScope],
  ])("%s", async (_, body, error) => {
    expect(await submit(form, post(body))).toEqual(error);
  });

  test.each(["grant_type", "username", "password", "scope", "client_id", "client_secret"])("%s comes twice", async (name) => {
    const error = { error: "invalid_request", description: `${name} is repeated` };
    for (const [first, second] of [
      ["a", "a"],
      ["", ""],
      ["a", ""],
      ["", "b"],
    ]) {
      const others = new URLSearchParams(account);
      others.delete(name);
      expect(await submit(form, post(`${others.toString()}&${name}=${first}&${name}=${second}`))).toEqual(error);
    }
  });

  test.each(["%00", "%0D%0A", "%7F", "%1B", "%EF%BF%BD", "%EF%BF%BE"])("S-039 %s is in no field", async (text) => {
    for (const name of ["username", "password", "scope", "client_id", "client_secret"]) {
      const fields = account.split("&").filter((field) => !field.startsWith(`${name}=`));
      const answer = await submit(form, post([...fields, `${name}=a${text}`].join("&")));
      expect(answer).toEqual({ error: "invalid_request", description: `${name} has characters that are not allowed` });
    }
  });

  test("fields-in-query", async () => {
    expect(await submit(form, post("grant_type=password&password=b"))).toEqual(missing("username"));
  });

  test("S-320 a form shows no password and no secret", async () => {
    const made = form[definition];
    const request = new WebView(post(`${account}&client_id=web&client_secret=s3cret`));
    const given = (made.kind === "function" && (await made.run({} as never, { request } as never))) as LoginForm;
    const texts = [inspect(given), JSON.stringify(given), JSON.stringify({ ...given })].join("\n");
    for (const text of ["johndoe", "web"]) expect(texts).toContain(text);
    for (const text of ["'secret'", '"secret"', "s3cret"]) expect(texts).not.toContain(text);
    expect([given.password, given.clientSecret]).toEqual(["secret", "s3cret"]);
  });
});

test("form.strict.grant-type-empty, form.relaxed.no-grant-type: only the strict form wants it", async () => {
  for (const body of ["username=johndoe&password=secret", "grant_type=&username=johndoe&password=secret"]) {
    expect(await submit(forms.strict, post(body))).toEqual(missing("grant_type"));
    expect(await submit(forms.relaxed, post(body))).toEqual({ ...nobody, grantType: null });
  }
});

describe("a limit", () => {
  const large = (bytes: number) => `${account}&x=`.padEnd(bytes, "x");
  const tooLarge = { error: "invalid_request", description: "The body is too large" };

  test("is 65,536 bytes where nothing is said", async () => {
    expect(await submit(loginForm(), post(large(65_536)))).toEqual(nobody);
    expect(await submit(loginForm(), post(large(65_537)))).toEqual(tooLarge);
  });

  test("is what is said", async () => {
    expect(await submit(strictLoginForm({ limit: 100 }), post(large(100)))).toEqual(nobody);
    expect(await submit(strictLoginForm({ limit: 100 }), post(large(101)))).toEqual(tooLarge);
    expect(await submit(loginForm({ limit: 70_000 }), post(large(70_000)))).toEqual(nobody);
  });

  test.each([0, -1, 1.5, NaN, Infinity, "100"])("cannot be %s", (limit) => {
    for (const make of [loginForm, strictLoginForm]) expect(() => make({ limit: limit as number })).toThrow(ConfigurationError);
  });
});

test("a body that was read before is a fault that says what to do", async () => {
  const request = post(account);
  await request.text();
  await expect(submit(loginForm(), request)).rejects.toThrow("Mount body parsers after");
});

test("openapi.form.strict: the request body is described", () => {
  const bodyOf = (form: ReturnType<typeof loginForm>) => {
    const made = form[definition];
    return made.kind === "function" ? made.openapi?.requestBody : undefined;
  };
  const orNull = [{ type: "string" }, { type: "null" }];
  const properties = {
    grant_type: { type: "string", pattern: "^password$", title: "Grant Type" },
    username: { type: "string", title: "Username" },
    password: { type: "string", format: "password", title: "Password" },
    scope: { type: "string", title: "Scope", default: "" },
    client_id: { anyOf: orNull, title: "Client Id" },
    client_secret: { anyOf: orNull, format: "password", title: "Client Secret" },
  };
  const schema = { type: "object", properties, required: ["grant_type", "username", "password"] };
  expect(bodyOf(forms.strict)).toEqual({ required: true, content: { [urlencoded]: { schema } } });
  const grantType = { anyOf: [{ type: "string", pattern: "^password$" }, { type: "null" }], title: "Grant Type" };
  const relaxed = { type: "object", properties: { ...properties, grant_type: grantType }, required: ["username", "password"] };
  expect(bodyOf(forms.relaxed)).toEqual({ required: true, content: { [urlencoded]: { schema: relaxed } } });
});
