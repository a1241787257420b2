import { bearer, optional } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type KoaApplication, type KoaHandler } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const secure = security({ container });
const guard = secure.guard(token);
const plain = (context: Koa.Context) => void (context.body = "plain");
const routes = () => new Router().get("/a", plain).routes();

type Case = readonly [title: string, app: KoaApplication, rows: readonly string[]];

/** An application with one router. */
function on(add: (router: Router) => unknown, options: ConstructorParameters<typeof Router>[0] = {}): KoaApplication {
  const router = new Router(options);
  add(router);
  return new Koa().use(router.routes());
}

function nested(prefix: string, middleware: KoaHandler): Router {
  // Otherwise the routes are laxer in case than a router's own middleware is.
  return new Router({ prefix, sensitive: true }).use(middleware).get("/", plain).get("/:id", plain);
}

const cases: readonly Case[] = [
  ["router.all as one row", on((router) => router.all("/a", guard, plain)), ["ALL /a secured"]],
  ["several methods", on((router) => router.register("/a", ["get", "put"], [guard, plain])), ["GET /a secured", "PUT /a secured"]],
  ["HEAD by itself", on((router) => router.head("/a", plain).get("/a", guard, plain)), ["HEAD /a unmarked", "GET /a secured"]],
  ["a named route", on((router) => router.get("name", "/a", guard, plain)), ["GET /a secured"]],
  ["an array of paths", on((router) => router.get(["/a", "/b/:id"], plain)), ["GET /a unmarked", "GET /b/:id unmarked"]],
  ["a RegExp", on((router) => router.get(/^\/a/, guard, plain)), ["GET /^\\/a/ secured"]],
  ["a RegExp below a guard for everything", on((router) => router.use(guard).get(/^\/a/, plain)), ["GET /^\\/a/ secured"]],
  ["a RegExp below a guard for a path", on((router) => router.use("/a", guard).get(/^\/a/, plain)), ["GET /^\\/a/ unmarked"]],
  [
    "a prefix, and a RegExp that Koa's router does not prefix",
    on((router) => router.use(guard).get("/a", plain).get(/^\/b/, plain), { prefix: "/v1", sensitive: true }),
    ["GET /v1/a secured", "GET /^\\/b/ unmarked"],
  ],
  ["a prefix that comes late", on((router) => router.use("/a", guard).get("/a", plain).prefix("/v1")), ["GET /v1/a secured"]],
  ["routers in routers", on((router) => router.use("/x", nested("/:y", guard).routes())), ["GET /x/:y secured", "GET /x/:y/:id secured"]],
  [
    "a guard in a router that is nested without a path, for the routes behind it too",
    on((router) => router.get("/before", plain).use(new Router().use(guard).routes()).get("/behind", plain)),
    ["GET /before unmarked", "GET /behind secured"],
  ],
  [
    "several routers, one guarded",
    new Koa().use(nested("/a", guard).routes()).use(routes()),
    ["GET /a secured", "GET /a/:id secured", "GET /a unmarked"],
  ],
  [
    "a guard on the application, between two routers",
    new Koa().use(routes()).use(guard).use(routes()),
    ["GET /a unmarked", "GET /a secured"],
  ],
  [
    "an exclusive router, which runs no guard of its own",
    on((router) => router.use(guard).get("/a", plain), { exclusive: true }),
    ["GET /a unmarked"],
  ],
  ["an exclusive router's guards on the route", on((router) => router.get("/a", guard, plain), { exclusive: true }), ["GET /a secured"]],
  [
    "an exclusive router below a guard on the application",
    new Koa().use(guard).use(new Router({ exclusive: true }).get("/a", plain).routes()),
    ["GET /a secured"],
  ],
  [
    "router.use with a path, several paths, and a RegExp, which counts for nothing",
    on((router) =>
      router.use(["/a", "/b"], guard).use(/^\/c/i, guard).get("/a/x", plain).get("/b", plain).get("/c", plain).get("/d", plain),
    ),
    ["GET /a/x secured", "GET /b secured", "GET /c unmarked", "GET /d unmarked"],
  ],
  [
    'router.use("/") for that one path',
    on((router) => router.use("/", guard).get("/", plain).get("/a", plain)),
    ["GET / secured", "GET /a unmarked"],
  ],
  ["an optional part of a path", on((router) => router.use("/a", guard).get("/a{/:id}", plain)), ["GET /a{/:id} secured"]],
  ["a redirect, which nobody decided about", on((router) => router.redirect("/old", "/new")), ["ALL /old unmarked"]],
  ["optional", on((router) => router.get("/a", secure.guard(optional(token)), plain)), ["GET /a optional"]],
  ["middleware as no route", on((router) => router.use("/a", guard)), []],
];

describe("the report lists", () => {
  test.each(cases)("%s", (_, app, rows) => {
    expect(secure.report(app).map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual(rows);
  });
});

test("allowUnmarked names routes by method and whole pattern, also in nested routers and for RegExp", () => {
  const app = on((router) => router.use("/a", new Router({ prefix: "/b" }).get("/:id", plain).routes()).post(/c$/, plain));
  expect(secure.seal(app, { [allowUnmarked]: ["GET /a/b/:id", "POST /c$/"] })).toBe(app);
  expect(() => secure.seal(app, { [allowUnmarked]: ["GET /b/:id", "POST /c$/"] })).toThrow("GET /a/b/:id");
});
