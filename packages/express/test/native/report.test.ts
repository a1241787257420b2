import { bearer, ConfigurationError, optional } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import express, { Router, type Express, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type ExpressSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const plain = (_: Request, response: Response) => void response.json({ plain: true });

type Add = (app: Express, secure: ExpressSecure) => unknown;
type Case = readonly [title: string, add: Add, rows: readonly string[]];

const cases: readonly Case[] = [
  ["app.all is one row", (app, secure) => app.all("/a", secure.guard(token), plain), ["ALL /a secured"]],
  ["an array of paths is one row each", (app) => app.get(["/a", "/b/:id"], plain), ["GET /a unmarked", "GET /b/:id unmarked"]],
  ["a RegExp", (app, secure) => app.get(/^\/a/, secure.guard(token), plain), ["GET /^\\/a/ secured"]],
  ["a RegExp below a guard for everything", (app, secure) => app.use(secure.guard(token)).get(/^\/a/, plain), ["GET /^\\/a/ secured"]],
  ["a RegExp below a guard for a path", (app, secure) => app.use("/a", secure.guard(token)).get(/^\/a/, plain), ["GET /^\\/a/ unmarked"]],
  [
    "a chained route, by method",
    (app, secure) => app.route("/a").get(secure.open(plain)).post(secure.guard(token), plain).put(plain),
    ["GET /a open", "POST /a secured", "PUT /a unmarked"],
  ],
  [
    "a chained route below its own guard",
    (app, secure) =>
      app
        .route("/a")
        .all(secure.guard(token))
        .get(plain)
        .post(secure.guard(optional(token)), plain),
    ["ALL /a secured", "GET /a secured", "POST /a secured"],
  ],
  ["HEAD beside GET", (app, secure) => app.route("/a").get(secure.guard(token), plain).head(plain), ["GET /a secured", "HEAD /a unmarked"]],
  [
    "routers in routers",
    (app, secure) =>
      app.use("/a", Router().use("/:id", secure.guard(token), Router({ mergeParams: true }).get("/b", plain).get("/", plain))),
    ["GET /a/:id/b secured", "GET /a/:id secured"],
  ],
  [
    "a router under several paths",
    (app, secure) => app.use(["/a", "/b"], Router().get("/c", secure.guard(token), plain)),
    ["GET /a/c secured", "GET /b/c secured"],
  ],
  [
    "a guard on one of two routers",
    (app, secure) => app.use(Router().use(secure.guard(token)), Router().get("/a", plain)),
    ["GET /a unmarked"],
  ],
  [
    "a router under a path that ends in a slash",
    (app, secure) => app.use("/a/", secure.guard(token), Router().get("/b", plain)),
    ["GET /a/b secured"],
  ],
  [
    "a guard under several paths",
    (app, secure) => app.use(["/a", "/b"], secure.guard(token)).get("/a", plain).get("/b/c", plain).get("/c", plain),
    ["GET /a secured", "GET /b/c secured", "GET /c unmarked"],
  ],
  ["an optional part of a path", (app, secure) => app.use("/a", secure.guard(token)).get("/a{/:id}", plain), ["GET /a{/:id} secured"]],
  [
    "param callbacks are no routes",
    (app, secure) => app.param("id", () => {}).get("/:id", secure.guard(token), plain),
    ["GET /:id secured"],
  ],
  ["optional", (app, secure) => app.get("/a", secure.guard(optional(token)), plain), ["GET /a optional"]],
  [
    "a strict and case-sensitive router below a laxer guard",
    (app, secure) => app.use("/A", secure.guard(token), Router({ strict: true, caseSensitive: true }).get("/b/", plain)),
    ["GET /A/b/ secured"],
  ],
];

describe("the report lists", () => {
  test.each(cases)("%s", (_, add, rows) => {
    const app = express();
    const secure = security({ container });
    add(app, secure);
    expect(secure.report(app).map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual(rows);
  });
});

/** A parent with an application mounted on it. */
function family(secure: ExpressSecure): { readonly parent: Express; readonly child: Express } {
  const [parent, child] = [express(), express()];
  child.get("/:id", secure.guard(token), plain);
  parent.use("/child", child);
  return { parent, child };
}

describe("a mounted application", () => {
  test("is listed by its parent once it was sealed", () => {
    const secure = security({ container });
    const { parent, child } = family(secure);
    secure.seal(child);
    expect(secure.report(secure.seal(parent))).toMatchObject([{ method: "GET", path: "/child/:id", access: "secured" }]);
  });

  test("that was not sealed does not let its parent start, and the refusal names the path and the mend", () => {
    const secure = security({ container });
    const { parent } = family(secure);
    expect(() => secure.seal(parent)).toThrow(ConfigurationError);
    expect(() => secure.seal(parent)).toThrow(/mounted at \/child.*seal it before its parent/);
  });

  test("gets its later routes checked by its parent", () => {
    const secure = security({ container });
    const { parent, child } = family(secure);
    secure.seal(child);
    child.get("/late/plain", plain);
    expect(() => secure.seal(parent)).toThrow("GET /child/late/plain");
  });

  test("two deep is listed with the whole path", () => {
    const secure = security({ container });
    const { parent, child } = family(secure);
    const top = express().use("/top", parent);
    for (const app of [child, parent, top]) secure.seal(app);
    expect(secure.report(top).map(({ path }) => path)).toEqual(["/top/child/:id"]);
  });

  test("of another security() is not taken for secured", () => {
    const { parent, child } = family(security({ container }));
    const other = security({ container });
    expect(() => other.seal(child)).toThrow("GET /:id");
    expect(() => other.seal(parent)).toThrow("GET /child/:id");
  });
});

test("allowUnmarked names routes by method and whole pattern, also in routers and for RegExp", () => {
  const secure = security({ container });
  const app = express().use("/a", Router().get("/b/:id", plain)).post(/c$/, plain);
  expect(secure.seal(app, { [allowUnmarked]: ["GET /a/b/:id", "POST /c$/"] })).toBe(app);
  expect(() => secure.seal(app, { [allowUnmarked]: ["GET /b/:id", "POST /c$/"] })).toThrow("GET /a/b/:id");
});
