import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { send } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context, type Next } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type HonoHandler } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
/** It has no `next`, so it can only answer. */
const plain = (context: Context) => context.text("reached");

async function ask(app: Hono, target: string): Promise<string> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return (await send((server.address() as AddressInfo).port, { target })).body;
  } finally {
    server.close();
  }
}

interface Parts {
  readonly app: Hono;
  readonly guard: HonoHandler;
  readonly handler: HonoHandler;
}

/** Applications in which `plain` answers a GET that no guard saw. */
type Case = readonly [title: string, target: string, add: (parts: Parts) => unknown];

const paths: readonly Case[] = [
  ["a guard for two segments, above a wildcard for one", "/a", ({ app, guard }) => app.use("/*/*", guard).get("/a/*", plain)],
  [
    "a guard for some segments, above a pattern that takes an empty one",
    "//a",
    ({ app, guard }) => app.use("/:name/*", guard).get("/:path{.+}", plain),
  ],
  ["a guard for one segment, above a wildcard", "/files/a/b", ({ app, guard }) => app.use("/files/:name", guard).get("/files/*", plain)],
  [
    "a guard for some segments, above a wildcard for none as well",
    "/files",
    ({ app, guard }) => app.use("/files/:name/*", guard).get("/files/*", plain),
  ],
  ["a guard for some segments, above a wildcard at the top", "/", ({ app, guard }) => app.use("/:name/*", guard).get("*", plain)],
  [
    "a guard for one segment, above a pattern of many",
    "/files/a/b",
    ({ app, guard }) => app.use("/files/:name", guard).get("/files/:path{.+}", plain),
  ],
  ["a guard for a parameter, above an optional one", "/items", ({ app, guard }) => app.use("/items/:id", guard).get("/items/:id?", plain)],
  ["a guard for all values but some", "/public", ({ app, guard }) => app.use("/:page{(?!public).*}", guard).get("/:page", plain)],
  ["a guard for values of some characters", "/a~b", ({ app, guard }) => app.use("/:page{[\\w:.-]+}", guard).get("/:page", plain)],
  ["a guard for a path in capitals", "/admin", ({ app, guard }) => app.use("/ADMIN", guard).get("/admin", plain)],
];

const order: readonly Case[] = [
  [
    "a guard behind a handler that takes next",
    "/a",
    ({ app, guard }) => app.get("/a", async (context: Context, _next: Next) => context.text("reached"), guard),
  ],
  ["a guard behind the handler", "/a", ({ app, guard }) => app.get("/a", plain, guard)],
  ["a secured handler behind another one", "/a", ({ app, handler }) => app.get("/a", plain, handler)],
  ["a secured route behind another one of its path", "/a", ({ app, handler }) => app.get("/a", plain).get("/a", handler)],
  [
    "a secured route behind one that takes nothing",
    "/a",
    ({ app, handler }) => app.get("/a", () => new Response("reached")).get("/a", handler),
  ],
  ["a guarded route behind another one of its path", "/a", ({ app, guard }) => app.get("/a", plain).get("/a", guard, plain)],
  ["a guard between two routes of one path", "/a", ({ app, guard }) => app.get("/a", plain).use(guard).get("/a", plain)],
  ["a guard behind a route for all methods of its path", "/a", ({ app, guard }) => app.all("/a", plain).use("/a", guard)],
  ["a guard behind a route for all methods below its path", "/a/b", ({ app, guard }) => app.all("/a/*", plain).use("/a/*", guard)],
  [
    "nested applications with one path, only the second guarded",
    "/x/a",
    ({ app, guard }) => app.route("/x", new Hono().get("/a", plain)).route("/x", new Hono().use(guard).get("/a", plain)),
  ],
  [
    "a nested application whose guard comes too late",
    "/x/a",
    ({ app, guard }) => app.route("/x", new Hono().get("/a", plain).use(guard).get("/b", plain)),
  ],
];

describe.each([
  ["paths", paths],
  ["order", order],
] as const)("an application does not start where a handler can be reached past its guard: %s", (_, cases) => {
  test.each(cases)("%s", async (_title, target, add) => {
    const secure = security({ container });
    const app = new Hono().onError((fault, context) => context.text(fault.name, 500));
    add({ app, guard: secure.guard(token), handler: secure({ token }, () => "secured") });
    // Guards fault while the application is not sealed, so an answer shows that none ran.
    expect(await ask(app, target), "the way past the guard").toBe("reached");
    expect(() => secure.seal(app)).toThrow(expect.objectContaining({ code: "unmarked_route" }) as Error);
  });
});
