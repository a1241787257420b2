import { describe, expect, test } from "vitest";
import { apiKeyHeader, bearer } from "../../src/index.js";
import { ask, FakeApp } from "../adapt/fake-framework.js";
import { info, secureOf } from "./document-of.js";

const token = bearer((sub) => ({ sub }));

describe("a served document", () => {
  test("is an open route, which it does not list, as JSON", async () => {
    const secure = secureOf();
    const app = new FakeApp().add("GET", "/a", [secure({ token }, () => 1)]);
    const handler = secure.openapi(app, { info });
    secure.seal(app.add("GET", "/openapi.json", [handler]));
    const { status, body } = await ask(handler);
    expect([status, body]).toEqual([200, secure.document(app, { info })]);
    expect(Object.keys((body as { paths: object }).paths)).toEqual(["/a"]);
    expect(secure.report(app)[1]).toMatchObject({ path: "/openapi.json", handler: "openapi", access: "open" });
  });

  test("is as closed as the guard above it", async () => {
    const secure = secureOf();
    const app = new FakeApp();
    const guard = secure.guard(token);
    secure.seal(app.add("GET", "/openapi.json", [guard, secure.openapi(app, { info })]));
    expect(secure.report(app)[0]).toMatchObject({ access: "secured", requires: "HTTPBearer" });
    expect((await ask(guard)).status).toBe(401);
  });

  test("is made once, when the application is sealed, and again when it is sealed again", async () => {
    const secure = secureOf();
    const app = new FakeApp();
    const handler = secure.openapi(app, { info });
    app.add("GET", "/openapi.json", [handler]);
    const pathsNow = async () => Object.keys(((await ask(handler)).body as { paths: object }).paths);
    secure.seal(app.add("GET", "/a", [secure.open(() => 1)]));
    app.add("GET", "/b", [secure.open(() => 1)]);
    expect(await pathsNow()).toEqual(["/a"]);
    secure.seal(app);
    expect(await pathsNow()).toEqual(["/a", "/b"]);
  });

  test("tells what routes ask for, not who stands in for them in a test", async () => {
    const secure = secureOf();
    const app = new FakeApp();
    const handler = secure.openapi(app, { info });
    secure.seal(app.add("GET", "/openapi.json", [handler]).add("GET", "/a", [secure({ token }, () => 1)]));
    using _ = secure.override(token, apiKeyHeader({ name: "x", verify: (sub) => ({ sub }) }));
    const declared = { paths: { "/a": { get: { security: [{ HTTPBearer: [] }] } } } };
    expect((await ask(handler)).body).toMatchObject(declared);
    expect(secure.document(app, { info })).toMatchObject(declared);
  });

  test("is refused where it is declared, if its options alone are wrong", () => {
    const secure = secureOf();
    expect(() => secure.openapi(new FakeApp(), { document: { openapi: "3.0.3", info } })).toThrow(/3\.1/);
  });

  test("has servers, tags and whatever else it was given", () => {
    const secure = secureOf();
    const given = {
      info,
      servers: [{ url: "https://api.example.com" }],
      tags: [{ name: "a" }],
      externalDocs: { url: "https://example.com" },
    };
    expect(secure.document(new FakeApp(), given)).toEqual({ openapi: "3.1.0", ...given, paths: {} });
  });

  test("belongs to who asked for it: it may be changed", () => {
    const secure = secureOf();
    const app = new FakeApp().add("GET", "/a", [secure({ token }, () => 1)]);
    const schemes = secure.document(app, { info }).components?.["securitySchemes"] as Record<string, unknown>;
    schemes["HTTPBearer"] = { type: "http", scheme: "Ours." };
    expect(JSON.stringify(secure.document(app, { info }))).not.toContain("Ours.");
  });
});
