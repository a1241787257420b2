import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { send } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type KoaHandler } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
/** It has no `next`, so it can only answer. */
const plain = (context: Koa.Context) => void (context.body = "reached");

async function ask(app: Pick<Koa, "listen">, target: string): Promise<string> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return (await send((server.address() as AddressInfo).port, { target })).body;
  } finally {
    server.close();
  }
}

interface Parts {
  readonly app: Koa;
  readonly router: Router;
  readonly guard: KoaHandler;
  readonly handler: KoaHandler;
}

/** Applications in which `plain` answers a GET that no guard saw. */
type Case = readonly [title: string, target: string, add: (parts: Parts) => unknown];

const paths: readonly Case[] = [
  [
    "a RegExp guard for all but some, above a RegExp",
    "/public",
    ({ router, guard }) => router.use(/^\/(?!public)/, guard).get(/^\/\w*$/, plain),
  ],
  ["a RegExp guard for all but some", "/public", ({ router, guard }) => router.use(/^\/(?!public)/, guard).get("/:page", plain)],
  ["a RegExp guard for some characters", "/a~b", ({ router, guard }) => router.use(/^\/[\w:.-]+\/?$/, guard).get("/:page", plain)],
  [
    "a guard on a parameter, above a wildcard",
    "/files//a",
    ({ router, guard }) => router.use("/files/:name", guard).get("/files/*path", plain),
  ],
  [
    "a guard in a case-sensitive router, above a laxer one",
    "/admin",
    ({ router, guard }) => {
      const outer = new Router({ sensitive: true }).use("/ADMIN", guard).use(new Router().get("/ADMIN", plain).routes());
      router.use(outer.routes());
    },
  ],
  [
    "a guard in a router with a prefix, which is stricter in case than its routes",
    "/V1/a",
    ({ router, guard }) => router.prefix("/v1").use(guard).get("/a", plain),
  ],
  ["a guard for the router's root only", "/a", ({ router, guard }) => router.use("/", guard).get("/a", plain)],
  ["a guard that a RegExp route has no prefix of", "/a", ({ router, guard }) => router.prefix("/v1").use(guard).get(/^\/a/, plain)],
];

const order: readonly Case[] = [
  [
    "a guard behind a handler that takes next",
    "/a",
    ({ router, guard }) => router.get("/a", (context: Koa.Context, _next: Koa.Next) => plain(context), guard),
  ],
  ["a guard behind the handler", "/a", ({ router, guard }) => router.get("/a", plain, guard)],
  ["a secured handler behind another one", "/a", ({ router, handler }) => router.get("/a", plain, handler)],
  ["a secured route behind another one of its path", "/a", ({ router, handler }) => router.get("/a", plain).get("/a", handler)],
  ["a guard on the application, behind the router", "/a", ({ app, router, guard }) => app.use(router.get("/a", plain).routes()).use(guard)],
];

const routers: readonly Case[] = [
  [
    "an exclusive router's own guard",
    "/a",
    ({ app, guard }) => app.use(new Router({ exclusive: true }).use(guard).get("/a", plain).routes()),
  ],
  [
    "routers in an exclusive router, with their guard",
    "/a",
    ({ app, guard }) => {
      const inner = new Router().use(guard).get("/a", plain);
      app.use(new Router({ exclusive: true }).use(inner.routes()).routes());
    },
  ],
  [
    "another router's guard",
    "/b",
    ({ app, guard }) => app.use(new Router().use(guard).get("/a", plain).routes()).use(new Router().get("/b", plain).routes()),
  ],
];

describe.each([
  ["paths", paths],
  ["order", order],
  ["routers", routers],
] as const)("an application does not start where a handler can be reached past its guard: %s", (_, cases) => {
  test.each(cases)("%s", async (_title, target, add) => {
    const secure = security({ container });
    const app = new Koa();
    app.silent = true;
    const router = new Router();
    add({ app, router, guard: secure.guard(token), handler: secure({ token }, () => "secured") });
    app.use(router.routes());
    // Guards fault while the application is not sealed, so an answer shows that none ran.
    expect(await ask(app, target), "the way past the guard").toBe("reached");
    expect(() => secure.seal(app)).toThrow(expect.objectContaining({ code: "unmarked_route" }) as Error);
  });
});
