import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { send } from "@ampoule/testing";
import express, { Router, type Express, type Request, type RequestHandler, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type ExpressSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
/** It has no `next`, so it can only answer. */
const plain = (_: Request, response: Response) => void response.json("reached");

async function ask(app: Express, method: string, target: string): Promise<string> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return (await send((server.address() as AddressInfo).port, { method, target })).body;
  } finally {
    server.close();
  }
}

interface Parts {
  readonly app: Express;
  readonly secure: ExpressSecure;
  readonly guard: RequestHandler;
  readonly handler: RequestHandler;
}

/** Applications in which `plain` answers a request that no guard saw. */
type Case = readonly [title: string, request: string, add: (parts: Parts) => unknown];

const paths: readonly Case[] = [
  [
    "a guard for what begins alike, above a path with a slash behind",
    "GET /admin",
    ({ app, guard }) => app.use("/admin*rest", guard).get("/admin/", plain),
  ],
  [
    "a RegExp guard for all but some, above a RegExp",
    "GET /public",
    ({ app, guard }) => app.use(/^\/(?!public).*/, guard).get(/^\/\w*$/, plain),
  ],
  [
    "a RegExp guard that begins later than Express allows",
    "GET /x/admin",
    ({ app, guard }) => app.use(/admin/i, guard).get("/x/admin", plain),
  ],
  [
    "a RegExp guard that ends within a segment",
    "GET /administrators",
    ({ app, guard }) => app.use(/^\/admin/i, guard).get("/administrators", plain),
  ],
  [
    "a RegExp guard, one of several paths",
    "GET /x/admin",
    ({ app, guard }) => app.use([/admin/i, "/x/admin"], guard).get("/x/admin", plain),
  ],
  ["a RegExp guard for all but some", "GET /public", ({ app, guard }) => app.use(/^\/(?!public).*/, guard).get("/:page", plain)],
  [
    "a guard on a parameter, above a wildcard",
    "GET /files//a",
    ({ app, guard }) => app.use("/files/:name", guard).get("/files/*path", plain),
  ],
  [
    "a guard in a case-sensitive router, above a laxer one",
    "GET /admin",
    ({ app, guard }) => app.use(Router({ caseSensitive: true }).use("/ADMIN", guard).use(Router().get("/ADMIN", plain))),
  ],
];

const order: readonly Case[] = [
  [
    "a guard behind a handler that takes next",
    "GET /a",
    ({ app, guard }) => app.get("/a", (_request, response, _next) => void response.json("reached"), guard),
  ],
  ["a guard behind the handler", "GET /a", ({ app, guard }) => app.get("/a", plain, guard)],
  ["a secured handler behind another one", "GET /a", ({ app, handler }) => app.get("/a", plain, handler)],
  ["a guard for all methods, behind the handler", "GET /a", ({ app, guard }) => app.route("/a").get(plain).all(guard)],
  ["a secured handler for all methods, behind another one", "GET /a", ({ app, handler }) => app.route("/a").get(plain).all(handler)],
];

const methods: readonly Case[] = [
  [
    "ten methods on a route, only the first secured",
    "PATCH /a",
    ({ app, handler }) =>
      app
        .route("/a")
        .get(handler)
        .post(plain)
        .put(plain)
        .patch(plain)
        .delete(plain)
        .purge(plain)
        .lock(plain)
        .copy(plain)
        .move(plain)
        .mkcol(plain),
  ],
];

const mounts: readonly Case[] = [
  ["an application mounted on a router", "GET /a/b", ({ app }) => app.use(Router().use("/a", express().get("/b", plain)))],
  [
    "two applications mounted at one path, only one of them sealed",
    "GET /a/b",
    ({ app, secure, handler }) => {
      const [sealed, unsealed] = [express().get("/sealed", handler), express().get("/b", plain)];
      app.use("/a", sealed).use("/a", unsealed);
      secure.seal(sealed);
    },
  ],
  [
    "a guard on a router that is left",
    "GET /a",
    ({ app, guard }) => app.use(Router().use((_request, _response, next) => next("router"), guard)).get("/a", plain),
  ],
];

describe.each([
  ["paths", paths],
  ["order", order],
  ["methods", methods],
  ["mounts", mounts],
] as const)("an application does not start where a handler can be reached past its guard: %s", (_, cases) => {
  test.each(cases)("%s", async (_title, request, add) => {
    const secure = security({ container });
    const app = express();
    add({ app, secure, guard: secure.guard(token), handler: secure({ token }, () => "secured") });
    const [method = "", target = ""] = request.split(" ");
    // Guards fault while the application is not sealed, so an answer shows that none ran.
    expect(await ask(app, method, target), "the way past the guard").toBe('"reached"');
    expect(() => secure.seal(app)).toThrow(expect.objectContaining({ code: "unmarked_route" }) as Error);
  });
});

test("a parent that was not sealed faults, though an application mounted on it was", async () => {
  const secure = security({ container });
  const [parent, child] = [express(), express()];
  child.get("/a", secure.open(plain));
  parent.use("/child", child).get("/b", secure.open(plain)).get("/forgotten", plain);
  secure.seal(child);
  expect(await ask(parent, "GET", "/b")).not.toBe('"reached"');
});
