import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "@ampoule/core/openapi";
import { expectSound, operationsOf } from "../../../packages/core/test/openapi/sound.js";
import { frameworks, type Framework } from "../src/example.js";
import { start } from "./running.js";

const names = Object.keys(frameworks) as Framework[];

async function documentOn(framework: Framework): Promise<OpenApiDocument> {
  await using app = await start({ framework });
  const response = await app.get("/openapi.json");
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
  return (await response.json()) as OpenApiDocument;
}

describe("the example's document", () => {
  test.each(names)("on %s is sound, and says of every route who may call it", async (framework) => {
    const document = await documentOn(framework);
    await expectSound(document);
    const security = operationsOf(document).map(({ method, path, operation }) => [`${method} ${path}`, operation.security]);
    expect(Object.fromEntries(security)).toEqual({
      "post /sign-up": undefined,
      "post /sign-in": undefined,
      "post /refresh": undefined,
      "post /sign-out": undefined,
      "get /me": [{ OAuth2PasswordBearer: [] }],
      "post /change-password": [{ OAuth2PasswordBearer: [] }],
      "get /sessions": [{ OAuth2PasswordBearer: [] }],
      "post /sessions/end": [{ OAuth2PasswordBearer: [] }],
      "post /sessions/end-others": [{ OAuth2PasswordBearer: [] }],
      "post /sessions/end-all": [{ OAuth2PasswordBearer: [] }],
      "post /verify-email/request": undefined,
      "post /verify-email": undefined,
      "post /forgot-password": undefined,
      "post /reset-password": undefined,
      "post /token": undefined,
      "post /logout": [{ OAuth2PasswordBearer: [] }],
      "post /revoke": undefined,
      "post /introspect": [{ APIKeyHeader: [] }],
      "get /.well-known/jwks.json": undefined,
      "get /users/me": [{ OAuth2PasswordBearer: [] }],
      "get /items": [{ OAuth2PasswordBearer: ["items:read"] }],
      "post /items": [{ OAuth2PasswordBearer: ["items:write"] }],
      "get /admin": [{ OAuth2PasswordBearer: [] }],
      "get /basic/me": [{ HTTPBasic: [] }],
      "get /service": [{ APIKeyHeader: [] }],
      "get /maybe": [{ OAuth2PasswordBearer: [] }, {}],
      "get /either": [{ OAuth2PasswordBearer: [] }, { APIKeyHeader: [] }],
      "get /health": undefined,
    });
    expect(Object.keys(document.components?.securitySchemes ?? {}).toSorted()).toEqual([
      "APIKeyHeader",
      "HTTPBasic",
      "OAuth2PasswordBearer",
    ]);
  });

  test("is the same on each framework", async () => {
    const [first, ...others] = await Promise.all(names.map(documentOn));
    for (const other of others) expect(other).toEqual(first);
  });

  test("says what enforcement does: without credentials every secured operation answers 401", async () => {
    await using app = await start({ framework: "hono" });
    const document = (await (await app.get("/openapi.json")).json()) as OpenApiDocument;
    for (const { method, path, operation } of operationsOf(document)) {
      const { status } = await fetch(app.url + path, { method: method.toUpperCase() });
      const isSecured = operation.security !== undefined && !operation.security.some((one) => Object.keys(one).length === 0);
      expect([path, status === 401]).toEqual([path, isSecured]);
    }
  });
});

describe.each(names)("the documentation page on %s", (framework) => {
  test("is one route: the page, its files, and no others", async () => {
    await using app = await start({ framework });
    const page = await app.get("/docs");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    const text = await page.text();
    for (const [, address = ""] of text.matchAll(/(?:src|href)="([^"]*)"/g)) {
      const file = await fetch(new URL(address, `${app.url}/docs`));
      expect([address, file.status, file.headers.get("content-type")]).not.toContain("text/html; charset=utf-8");
      expect([address, file.status, (await file.arrayBuffer()).byteLength > 0]).toEqual([address, 200, true]);
    }
    expect((await app.get("/docs?asset=package.json")).status).toBe(404);
  });

  test("has an answer to what Swagger UI sends where nobody named a client", async () => {
    await using app = await start({ framework });
    const form = "grant_type=password&scope=&username=alice%40example.com&password=wonderland-1865";
    const response = await app.post("/token", form, "application/x-www-form-urlencoded", "Basic Og==");
    expect([framework, response.status]).toEqual([framework, 200]);
  });
});
