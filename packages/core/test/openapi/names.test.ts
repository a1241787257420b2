import { describe, expect, test } from "vitest";
import { absent, apiKeyHeader, bearer, ConfigurationError, scheme, scoped } from "../../src/index.js";
import { FakeApp, type FakeSecure } from "../adapt/fake-framework.js";
import { documentOf, info, onlyOperation, secureOf } from "./document-of.js";

const keyOf = (name: string, schemeName?: string, description?: string) =>
  apiKeyHeader({ name, verify: (text) => text, ...(schemeName && { schemeName }), ...(description && { description }) });

describe("the name of a scheme", () => {
  test("is shared by those whose objects are equal", async () => {
    const document = await documentOf((app, secure) =>
      app.add("GET", "/a", [secure({ key: keyOf("x-key") }, () => 1)]).add("GET", "/b", [secure({ key: keyOf("x-key") }, () => 1)]),
    );
    expect(document.components?.["securitySchemes"]).toEqual({ APIKeyHeader: { type: "apiKey", in: "header", name: "x-key" } });
  });

  test("keeps prose", async () => {
    const document = await documentOf((app, secure) => app.add("GET", "/a", [secure({ key: keyOf("x", "K", "A key.") }, () => 1)]));
    expect(document.components?.["securitySchemes"]).toMatchObject({ K: { description: "A key." } });
  });

  test("X-03 is refused at start where two that differ share it; the refusal names both and the mend", () => {
    const secure = secureOf();
    const app = new FakeApp();
    app.add("GET", "/a", [secure({ one: keyOf("x-one") }, () => 1)]).add("GET", "/b", [secure({ two: keyOf("x-two") }, () => 1)]);
    app.add("GET", "/openapi.json", [secure.openapi(app, { info })]);
    expect(() => secure.seal(app)).toThrow(ConfigurationError);
    expect(() => secure.seal(app)).toThrow(/APIKeyHeader.*x-one.*x-two.*schemeName/);
  });

  test("may be missing from the document where the route that needs it is hidden", async () => {
    const document = await documentOf((app, secure) =>
      app.add("GET", "/a", [secure({ one: keyOf("x-one") }, () => 1)]).add("GET", "/b", [
        secure.describe(
          secure({ two: keyOf("x-two") }, () => 1),
          { hidden: true },
        ),
      ]),
    );
    expect(Object.keys(document.paths ?? {})).toEqual(["/a"]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("may be that of a prototype's member: %s", async (schemeName) => {
    const token = bearer({ scopes: ["read"], verify: () => ({ scopes: ["read"] }) }, { schemeName });
    const add = (app: FakeApp, secure: FakeSecure) => app.add("GET", "/", [secure({ token: scoped(token, "read") }, () => 1)]);
    const own = { openapi: "3.1.0", info, components: { securitySchemes: {} } };
    for (const document of [await documentOf(add), await documentOf(add, { document: own })]) {
      expect(JSON.stringify(document.components?.["securitySchemes"])).toBe(`{"${schemeName}":{"type":"http","scheme":"bearer"}}`);
      expect(JSON.stringify(onlyOperation(document).security)).toBe(`[{"${schemeName}":["read"]}]`);
      expect(Object.getPrototypeOf(document.components?.["securitySchemes"])).toBe(Object.prototype);
    }
  });

  test("is refused where OpenAPI cannot hold it", () => {
    const secure = secureOf();
    const app = new FakeApp().add("GET", "/", [secure({ it: bearer((sub) => sub, { schemeName: "My scheme" }) }, () => 1)]);
    expect(() => secure.document(app, { info })).toThrow(/"My scheme".*schemeName/);
  });

  test("of a scheme of the application's own stands with the object that it brings", async () => {
    const signature = scheme({
      schemeName: "Signature",
      openapi: { type: "apiKey", in: "header", name: "x-signature" },
      challenge: ({ realm }) => ({ scheme: "Signature", parameters: { realm } }),
      read: () => absent,
      verify: () => 1,
    });
    const document = await documentOf((app, secure) => app.add("GET", "/", [secure({ signature }, () => 1)]));
    expect(document.components?.["securitySchemes"]).toEqual({ Signature: { type: "apiKey", in: "header", name: "x-signature" } });
  });
});
