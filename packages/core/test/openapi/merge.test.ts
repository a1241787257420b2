import { describe, expect, test } from "vitest";
import { apiKeyHeader, bearer, provider, scoped } from "../../src/index.js";
import type { OpenApiDocument } from "../../src/openapi/index.js";
import { FakeApp, type FakeSecure } from "../adapt/fake-framework.js";
import { documentOf, secureOf } from "./document-of.js";

const token = bearer({ scopes: ["read"], verify: (sub) => ({ sub, scopes: ["read"] }) }, { schemeName: "T" });
const key = apiKeyHeader({ name: "x-key", schemeName: "K", verify: (text) => text });
const custom = provider({}, function session() {
  return "somebody";
});

/** What a generator may have written. */
const existing = {
  openapi: "3.1.0",
  info: { title: "Own", version: "2", summary: "Kept" },
  tags: [{ name: "users" }],
  paths: {
    "/users/{userId}": {
      parameters: [{ $ref: "#/components/parameters/User" }],
      get: {
        operationId: "getUser",
        parameters: [{ name: "full", in: "query", schema: { type: "boolean" } }],
        responses: { "200": { description: "A user", content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } } } },
      },
    },
    "/elsewhere": { get: { responses: { "200": { description: "Not a route of this application" } } } },
  },
  components: {
    parameters: { User: { name: "userId", in: "path", required: true, schema: { type: "integer" } } },
    schemas: { User: { type: "object" } },
  },
};

const merged = (document: OpenApiDocument, add: (app: FakeApp, secure: FakeSecure) => unknown) => documentOf(add, { document });
const users = (app: FakeApp, secure: FakeSecure) => app.add("GET", "/users/:id", [secure({ me: scoped(token, "read") }, () => 1)]);

/** The refusal of a document over these routes. */
function refusal(document: unknown, add: (app: FakeApp, secure: FakeSecure) => unknown = users): () => unknown {
  const secure = secureOf();
  const app = new FakeApp();
  add(app, secure);
  return () => secure.document(app, { document: document as OpenApiDocument });
}

const withUser = (operation: object) => ({ ...existing, paths: { "/users/{userId}": { get: { responses: {}, ...operation } } } });

describe("a document of the application's own", () => {
  test("is kept whole; security, its schemes and refusals are added", async () => {
    const document = await merged(existing, users);
    expect(document).toMatchObject(existing);
    expect(document.paths?.["/users/{userId}"]?.get).toEqual({
      ...existing.paths["/users/{userId}"].get,
      security: [{ T: ["read"] }],
      responses: {
        ...existing.paths["/users/{userId}"].get.responses,
        "401": { $ref: "#/components/responses/NotAuthenticated" },
        "403": { $ref: "#/components/responses/NotPermitted" },
      },
    });
    expect(document.components?.["securitySchemes"]).toEqual({ T: { type: "http", scheme: "bearer" } });
  });

  test("is not changed, and shares nothing with what comes back", async () => {
    const before = structuredClone(existing);
    const document = await merged(existing, users);
    expect(existing).toEqual(before);
    expect(document.components?.["schemas"]).not.toBe(existing.components.schemas);
  });

  test("gets the routes that it does not know, and parameters of known paths that it forgot", async () => {
    const forgetful = { ...existing, paths: { "/users/{userId}": { get: { responses: { "200": { description: "A user" } } } } } };
    const document = await merged(forgetful, (app, secure) => users(app, secure).add("POST", "/users", [secure({ key }, () => 1)]));
    expect(document.paths?.["/users"]?.post?.security).toEqual([{ K: [] }]);
    expect(document.paths?.["/users/{userId}"]?.get?.parameters).toMatchObject([{ name: "userId", in: "path" }]);
  });

  test("may say already what the routes say, in any order", async () => {
    const said = withUser({ security: [{ K: [], T: ["read"] }] });
    const schemes = { K: { name: "x-key", in: "header", type: "apiKey", description: "In my words." } };
    const document = await merged({ ...said, components: { securitySchemes: schemes, ...existing.components } }, (app, secure) =>
      app.add("GET", "/users/:id", [secure({ me: scoped(token, "read"), key }, () => 1)]),
    );
    expect(document.components?.["securitySchemes"]?.["K"]).toEqual(schemes.K);
  });

  test("has the last word where a custom provider decides", async () => {
    const said = {
      ...withUser({ security: [{ Session: [] }] }),
      components: { securitySchemes: { Session: { type: "apiKey", in: "cookie", name: "s" } } },
    };
    const document = await merged(said, (app, secure) => app.add("GET", "/users/:id", [secure({ custom }, () => 1)]));
    expect(document.paths?.["/users/{userId}"]?.get?.security).toEqual([{ Session: [] }]);
  });

  test("3.2 is kept as well", async () => {
    expect((await merged({ ...existing, openapi: "3.2.0" }, users)).openapi).toBe("3.2.0");
  });
});

describe("a contradiction is refused, and named:", () => {
  test("another security", () => {
    expect(refusal(withUser({ security: [{ K: [] }] }))).toThrow(/GET \/users\/:id .*"K".*"T":\["read"\]/);
  });

  test("security on an open route", () => {
    const open = (app: FakeApp, secure: FakeSecure) => app.add("GET", "/users/:id", [secure.open(() => 1)]);
    expect(refusal(withUser({ security: [{ T: [] }] }), open)).toThrow(/asks for \[\]/);
    expect(refusal(withUser({ security: [{}] }), open)).not.toThrow();
  });

  test("a security scheme, a response or a schema of the same name", () => {
    const having = (section: string, name: string) => ({
      ...existing,
      components: { ...existing.components, [section]: { [name]: { type: "x" } } },
    });
    expect(refusal(having("securitySchemes", "T"))).toThrow(/securitySchemes\.T.*schemeName/);
    expect(refusal(having("responses", "NotAuthenticated"))).toThrow(/responses\.NotAuthenticated.*rename/);
    expect(refusal(having("schemas", "Problem"))).toThrow(/schemas\.Problem/);
  });

  test("an operationId that the document gives to something else", () => {
    const add = (app: FakeApp, secure: FakeSecure) =>
      app.add("GET", "/own", [
        secure.describe(
          secure.open(() => 1),
          { operationId: "getUser" },
        ),
      ]);
    expect(refusal(existing, add)).toThrow(/"getUser".*GET \/own/);
  });

  test("a path that stands elsewhere", () => {
    expect(refusal({ ...existing, paths: { "/users/{id}": { $ref: "./users.json" } } })).toThrow(/\/users\/\{id\}.*bundle/);
  });

  test.each(["3.0.3", "2.0", "3.1", "4.0.0", undefined])("version %s", (openapi) => {
    expect(refusal({ ...existing, openapi })).toThrow(/3\.1/);
  });

  test.each([undefined, {}, { title: "x" }, { title: 1, version: "1" }])("an info of %j", (info) => {
    expect(refusal({ ...existing, info })).toThrow(/info/);
  });
});

test.each([[[]], [[{}]], [[{ T: [] }, {}]]])(
  "a document that lets anybody in by %j, where a provider without a scheme decides, is refused",
  (security) => {
    const document = {
      openapi: "3.1.0",
      info: { title: "Own", version: "1" },
      paths: { "/a": { get: { security, responses: { "200": { description: "OK" } } } } },
    };
    expect(refusal(document, (app, secure) => app.add("GET", "/a", [secure({ custom }, () => 1)]))).toThrow("asks for");
  },
);

test("a route that a document cannot tell from an earlier one is named as left out", async () => {
  const paths = await documentOf((app, secure) =>
    app.add("GET", "/items/:id", [secure.open(() => 1)]).add("GET", "/items/:name", [secure({ token }, () => 1)]),
  );
  expect(Object.keys(paths.paths ?? {})).toEqual(["/items/{id}"]);
  expect(paths["x-ampoule-left-out"]).toEqual([{ method: "GET", path: "/items/:name", reason: "a path of the same shape" }]);
});
