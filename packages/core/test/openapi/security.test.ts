import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  apiKeyHeader,
  basic,
  bearer,
  oauth2PasswordBearer,
  optional,
  policy,
  provider,
  require,
  scoped,
  type AnyProvider,
} from "../../src/index.js";
import type { SecurityRequirement } from "../../src/openapi/index.js";
import { documentOf, info, onlyOperation } from "./document-of.js";

const token = oauth2PasswordBearer({
  tokenUrl: "/token",
  scopes: { read: "Read", write: "Write" },
  verify: (sub) => ({ sub, scopes: [""] }),
  schemeName: "T",
});
const key = apiKeyHeader({ name: "x-key", schemeName: "K", verify: (text) => ({ text }) });
const user = basic({ schemeName: "B", verify: (credentials) => credentials });
const calm = policy("calm", () => true);
const custom = provider({}, function session() {
  return { sub: "somebody" };
});
const me = provider({ token }, ({ token: { sub } }) => sub);

const operationOf = async (of: AnyProvider) =>
  onlyOperation(await documentOf((app, secure) => app.add("GET", "/", [secure({ it: of }, () => 1)])));

const said: readonly (readonly [string, AnyProvider, readonly SecurityRequirement[] | undefined])[] = [
  ["a scheme", token, [{ T: [] }]],
  ["a provider of a scheme's", me, [{ T: [] }]],
  ["scopes, of all uses", allOf({ a: scoped(token, "read"), b: scoped(token, "write") }), [{ T: ["read", "write"] }]],
  ["both: one object", allOf({ token, key }), [{ T: [], K: [] }]],
  ["either: an object each", anyOf(token, key, user), [{ T: [] }, { K: [] }, { B: [] }]],
  [
    "either, and another: every combination",
    allOf({ a: anyOf(token, key), user }),
    [
      { T: [], B: [] },
      { K: [], B: [] },
    ],
  ],
  ["both, or another", anyOf(allOf({ token, key }), user), [{ T: [], K: [] }, { B: [] }]],
  ["optional: or nothing", optional(scoped(token, "read")), [{ T: ["read"] }, {}]],
  ["optional beside required", allOf({ a: optional(token), key }), [{ T: [], K: [] }, { K: [] }]],
  ["a scope reaches only who declares it", allOf({ a: anyOf(scoped(token, "read"), key) }), [{ T: ["read"] }, { K: [] }]],
  ["policies say nothing here", anyOf(require(key, calm), key), [{ K: [] }]],
  ["a custom provider without a scheme: nothing, never an empty object", custom, undefined],
  ["a custom provider beside a scheme: what is known", allOf({ custom, key }), [{ K: [] }]],
  ["a custom provider or a scheme: what is known", anyOf(custom, key), [{ K: [] }]],
];

describe("an operation asks for", () => {
  test.each(said)("%s", async (_, of, security) => {
    expect((await operationOf(of)).security).toEqual(security);
  });
});

describe("a route with a custom provider", () => {
  test("does not look open: it names the provider, and answers 401", async () => {
    const operation = await operationOf(custom);
    expect(operation["x-ampoule-providers"]).toEqual(["session"]);
    expect(operation.responses).toHaveProperty("401");
  });

  test("names none where a scheme decides", async () => {
    expect(await operationOf(me)).not.toHaveProperty("x-ampoule-providers");
  });
});

describe("an open route", () => {
  test("has no security of its own, and no refusals", async () => {
    const operation = onlyOperation(await documentOf((app, secure) => app.add("GET", "/", [secure.open(() => 1)])));
    expect(operation).toEqual({ responses: { "200": { description: "OK" } } });
  });

  test("says so where the document secures everything", async () => {
    const global = {
      openapi: "3.1.0",
      info,
      security: [{ T: [] }],
      components: { securitySchemes: { T: { type: "http", scheme: "bearer" } } },
    };
    const document = await documentOf((app, secure) => app.add("GET", "/", [secure.open(() => 1)]), { document: global });
    expect(onlyOperation(document).security).toEqual([]);
  });
});

describe("guards count like handlers", () => {
  test("above a route, and before one of the framework's own", async () => {
    const plain = () => undefined;
    const document = await documentOf((app, secure) => {
      const guard = secure.guard(token, "read");
      app
        .add("GET", "/a", [secure({ key }, () => 1)], [guard])
        .add("GET", "/b", [plain], [guard])
        .add("GET", "/c", [guard, plain]);
    });
    const { "/a": a, "/b": b, "/c": c } = document.paths ?? {};
    expect([a?.get?.security, b?.get?.security, c?.get?.security]).toEqual([
      [{ T: ["read"], K: [] }],
      [{ T: ["read"] }],
      [{ T: ["read"] }],
    ]);
  });

  test("but not where a route is their exception", async () => {
    const document = await documentOf((app, secure) => {
      const guard = secure.guard(token);
      app.add("GET", "/a", [guard.except(secure.open(() => 1))], [guard]);
    });
    expect(onlyOperation(document)).not.toHaveProperty("security");
  });

  test("but are no operations by themselves", async () => {
    const document = await documentOf((app, secure) => app.add("ALL", "/a", [secure.guard(token)]));
    expect(document.paths).toEqual({});
  });
});

test("bearer tokens have scopes too, as 3.1 allows", async () => {
  const plain = bearer({ scopes: ["x"], verify: (sub) => ({ sub, scopes: ["x"] }) });
  expect((await operationOf(scoped(plain, "x"))).security).toEqual([{ HTTPBearer: ["x"] }]);
});
