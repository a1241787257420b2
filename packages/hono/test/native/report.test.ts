import { bearer, optional } from "@ampoule/core";
import { allowUnmarked } from "@ampoule/core/adapter";
import { Hono, type Context, type Next } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const secure = security({ container });
const guard = secure.guard(token);
const handler = secure({ token }, () => "secured");
const plain = (context: Context) => context.text("plain");
const middleware = async (_: Context, next: Next) => next();
const nested = () => new Hono().get("/", plain).get("/:id", plain);
const failing = () => nested().onError((_, context) => context.text("mine", 500));

type Case = readonly [title: string, app: Hono, rows: readonly string[]];

const cases: readonly Case[] = [
  [
    "app.all",
    new Hono().all("/a", handler).all("/b", guard, plain).all("/c", plain),
    ["ALL /a secured", "ALL /b secured", "ALL /c unmarked"],
  ],
  [
    "app.on with several methods and paths",
    new Hono().on(["get", "PURGE"], ["/a", "/b"], guard, plain),
    ["GET /a secured", "PURGE /a secured", "GET /b secured", "PURGE /b secured"],
  ],
  ["middleware as no route", new Hono().use(guard).use("/a/*", middleware), []],
  ["a handler for all methods beside a middleware of its path", new Hono().use("/a", middleware).all("/a", plain), ["ALL /a unmarked"]],
  [
    "a guard for everything, and what stands before it",
    new Hono().get("/a", plain).use(guard).get("/b", plain).get("/", plain),
    ["GET /a unmarked", "GET /b secured", "GET / secured"],
  ],
  [
    "a guard for a path, with what is below it and without",
    new Hono().use("/a", guard).use("/b/*", guard).get("/a", plain).get("/a/x", plain).get("/b", plain).get("/b/x", plain),
    ["GET /a secured", "GET /a/x unmarked", "GET /b secured", "GET /b/x secured"],
  ],
  [
    "a guard for one method, which is no middleware",
    new Hono().get("/a/*", guard).get("/a/b", plain),
    ["GET /a/* secured", "GET /a/b unmarked"],
  ],
  [
    "app.route",
    new Hono().use("/x/*", guard).route("/x", nested()).route("/y", nested()),
    ["GET /x secured", "GET /x/:id secured", "GET /y unmarked", "GET /y/:id unmarked"],
  ],
  [
    "app.route in app.route",
    new Hono().route("/x", new Hono().use(guard).route("/:y", nested())),
    ["GET /x/:y secured", "GET /x/:y/:id secured"],
  ],
  ["app.route with its own error handler", new Hono().use("/x/*", guard).route("/x", failing()), ["GET /x secured", "GET /x/:id secured"]],
  [
    "marks in a nested application with its own error handler",
    new Hono().route(
      "/x",
      new Hono()
        .get("/a", handler)
        .get("/b", guard, plain)
        .onError((_, context) => context.text("mine", 500)),
    ),
    ["GET /x/a secured", "GET /x/b secured"],
  ],
  ["app.basePath", new Hono().basePath("/v1").use(guard).get("/a", plain), ["GET /v1/a secured"]],
  ["a parameter with a pattern", new Hono().use("/a/*", guard).get("/a/:id{[0-9]+}", plain), ["GET /a/:id{[0-9]+} secured"]],
  ["a guard for a parameter with a pattern", new Hono().use("/a/:id{[0-9]+}", guard).get("/a/:id", plain), ["GET /a/:id unmarked"]],
  ["a guard for the same pattern", new Hono().use("/a/:id{[0-9]+}", guard).get("/a/:id{[0-9]+}", plain), ["GET /a/:id{[0-9]+} secured"]],
  ["an optional parameter", new Hono().use("/a/*", guard).get("/a/:id?", plain), ["GET /a/:id? secured"]],
  ["a path in another case", new Hono().use("/A/*", guard).get("/a/b", plain), ["GET /a/b unmarked"]],
  ["optional", new Hono().get("/a", secure.guard(optional(token)), plain), ["GET /a optional"]],
  ["open behind optional", new Hono().use(secure.guard(optional(token))).get("/a", secure.open(plain)), ["GET /a optional"]],
];

describe("the report lists", () => {
  test.each(cases)("%s", (_, app, rows) => {
    expect(secure.report(app).map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual(rows);
  });
});

test("an application and its basePath are sealed alike, since they share their routes", () => {
  const app = new Hono();
  const based = app.basePath("/v1").get("/a", plain);
  for (const one of [app, based]) expect(() => secure.seal(one)).toThrow("GET /v1/a");
});

test("allowUnmarked names routes by method and whole pattern", () => {
  const app = new Hono().route("/x", nested()).on("PURGE", "/a/:id{[0-9]+}", plain);
  expect(secure.seal(app, { [allowUnmarked]: ["GET /x", "GET /x/:id", "PURGE /a/:id{[0-9]+}"] })).toBe(app);
  expect(() => secure.seal(app, { [allowUnmarked]: ["GET /:id", "PURGE /a/:id{[0-9]+}"] })).toThrow("GET /x/:id");
});

describe("what Hono keeps exactly as middleware is not listed, and is a guard's to secure", () => {
  const behind = async (app: Hono) => [secure.report(app), (await app.request("/a/b")).status, (await app.request("/a")).status];

  test("app.mount", async () => {
    const foreign = () => new Response("foreign");
    expect(await behind(secure.seal(new Hono().mount("/a", foreign)))).toEqual([[], 200, 200]);
    expect(await behind(secure.seal(new Hono().use("/a/*", guard).mount("/a", foreign)))).toEqual([[], 401, 401]);
  });

  test("a handler for all methods that takes next", async () => {
    const answers = async (context: Context, _next: Next) => context.text("answered");
    expect(await behind(secure.seal(new Hono().all("/a/*", answers)))).toEqual([[], 200, 200]);
    expect(await behind(secure.seal(new Hono().use("/a/*", guard).all("/a/b", answers)))).toEqual([[], 401, 401]);
  });
});
