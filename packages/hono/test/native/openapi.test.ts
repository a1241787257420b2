import { bearer } from "@ampoule/core";
import { Hono } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";
import { templatesOf } from "../../src/templates.js";

const secure = security({ container });
const token = bearer((sub) => ({ sub }));
const open = secure.open(() => "done");
const info = { title: "Test", version: "1" };

const patterns: readonly (readonly [string, ...string[]])[] = [
  ["/", "/"],
  ["/users/:id", "/users/{id}"],
  ["/users/:id{[0-9]+}", "/users/{id}"],
  ["/a/:date{[0-9]{4}-[0-9]{2}}/b", "/a/{date}/b"],
  ["/:path{[a-z/]+}.json", "/:path%7B[a-z/]+%7D.json"],
  ["/a/:id?", "/a", "/a/{id}"],
  ["/:id?", "/", "/{id}"],
  ["/files/*", "/files/{rest}"],
  ["/a/*/b", "/a/{rest}/b"],
  ["/:id/x/:id", "/{id}/x/{id_2}"],
  ["/a/", "/a/"],
  ["/a:b", "/a:b"],
];

describe("Hono's patterns, as templates", () => {
  test.each(patterns)("%s", (pattern, ...templates) => {
    expect(templatesOf(pattern).map(({ path }) => path)).toEqual(templates);
  });

  test("keep what limits a parameter, and whether it may hold several segments", () => {
    expect(templatesOf("/a/:id{[0-9]+}/:rest{.+}")[0]?.parameters).toEqual([
      { name: "id", pattern: "[0-9]+", isRest: false },
      { name: "rest", pattern: ".+", isRest: true },
    ]);
    const { paths } = secure.document(new Hono().get("/a/:id{[0-9]+}", open), { info });
    expect(paths?.["/a/{id}"]?.get?.parameters).toEqual([
      { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^(?:[0-9]+)$" } },
    ]);
  });
});

type Case = readonly [title: string, app: Hono, operations: readonly string[]];

const cases: readonly Case[] = [
  ["app.all", new Hono().all("/a", open), ["get /a", "put /a", "post /a", "delete /a", "patch /a"]],
  ["app.on", new Hono().on(["GET", "PURGE"], ["/a", "/b"], open), ["get /a", "get /b"]],
  ["app.route", new Hono().route("/x/:y", new Hono().get("/:z", open)), ["get /x/{y}/{z}"]],
  ["a base path", new Hono().basePath("/v1").get("/a", open), ["get /v1/a"]],
  ["middleware as nothing", new Hono().use("/a/*", secure.guard(token)), []],
];

describe("Hono's routes in a document:", () => {
  test.each(cases)("%s", (_, app, operations) => {
    const { paths = {} } = secure.document(app, { info });
    expect(Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))).toEqual(operations);
  });
});

test("document and page are served without Node's objects as well", async () => {
  const files = new Map([["swagger-ui.css", "body {}"]]);
  const app = new Hono();
  app.get(
    "/a",
    secure({ token }, () => 1),
  );
  app.get("/openapi.json", secure.openapi(app, { info }));
  // #region assets
  app.get("/docs", secure.docs({ openapi: "/openapi.json", assets: (name) => files.get(name) }));
  // #endregion assets
  secure.seal(app);
  expect(await (await app.request("/openapi.json")).json()).toMatchObject({ paths: { "/a": { get: { security: [{ HTTPBearer: [] }] } } } });
  expect((await app.request("/docs")).headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await (await app.request("/docs?asset=swagger-ui.css")).text()).toBe("body {}");
  expect((await app.request("/docs?asset=swagger-ui-bundle.js")).status).toBe(404);
});
