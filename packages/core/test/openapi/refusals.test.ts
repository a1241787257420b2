import { describe, expect, test } from "vitest";
import {
  apiKeyHeader,
  authorize,
  authorized,
  bearer,
  narrow,
  optional,
  require,
  roles,
  scoped,
  type AnyProvider,
} from "../../src/index.js";
import { documentOf, onlyOperation } from "./document-of.js";

const token = bearer({ scopes: ["read"], verify: (sub) => ({ sub, scopes: [""] }) });
const role = roles({ editor: [] }, { of: () => [] });
const key = apiKeyHeader({ name: "x-key", verify: (text) => ({ text }) });

const operationOf = async (of: AnyProvider) =>
  onlyOperation(await documentOf((app, secure) => app.add("GET", "/", [secure({ it: of }, () => 1)])));

describe("refusals", () => {
  const forbids: readonly (readonly [string, AnyProvider, readonly string[]])[] = [
    ["a scheme", token, ["200", "401"]],
    ["optional", optional(token), ["200", "401"]],
    ["a scope", scoped(token, "read"), ["200", "401", "403"]],
    ["a role", require(token, role("editor")), ["200", "401", "403"]],
    ["a resource", authorized({ of: token, policy: role("editor") }, {}, () => 1), ["200", "401", "403"]],
    ["a policy", narrow(key, "admin", (one): one is typeof one => true), ["200", "401", "403"]],
  ];

  test.each(forbids)("of %s", async (_, of, statuses) => {
    expect(Object.keys((await operationOf(of)).responses ?? {}).toSorted()).toEqual(statuses);
  });

  test("of a handler that authorizes, without the names of what decides", async () => {
    const me = require(token, role("editor"));
    const document = await documentOf((app, secure) => app.add("GET", "/", [secure({ me, authorize }, () => 1)]));
    expect(Object.keys(onlyOperation(document).responses ?? {})).toContain("403");
    const handled = await documentOf((app, secure) => app.add("GET", "/", [secure({ token, authorize }, () => 1)]));
    expect(Object.keys(onlyOperation(handled).responses ?? {})).toContain("403");
    expect(JSON.stringify([document, handled])).not.toMatch(/editor|authorize/);
  });

  test("are problem documents with challenges, and only those that are used are listed", async () => {
    const document = await documentOf((app, secure) => app.add("GET", "/", [secure({ token }, () => 1)]));
    expect(document.components).toMatchObject({
      responses: {
        NotAuthenticated: {
          headers: { "WWW-Authenticate": { schema: { type: "string" } } },
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas: { Problem: { required: ["type", "title", "status", "detail", "code"] } },
    });
    expect(document.components?.["responses"]).not.toHaveProperty("NotPermitted");
  });

  test("have no body described where the application renders its own", async () => {
    const render = () => undefined;
    const document = await documentOf((app, secure) => app.add("GET", "/", [secure({ token }, () => 1)]), undefined, { render });
    expect(document.components?.["responses"]?.["NotAuthenticated"]).not.toHaveProperty("content");
    expect(document.components).not.toHaveProperty("schemas");
  });
});
