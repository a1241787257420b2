import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, optional } from "@ampoule/core";
import type { RouteReport } from "@ampoule/core/adapter";
import { send } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type KoaApplication } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const secure = security({ container });
const guard = secure.guard(token);
const handler = secure({ token }, () => "reached");
const open = secure.open(() => "reached");
const plain = (context: Koa.Context) => void (context.body = "reached");

type Served = KoaApplication & Pick<Koa, "listen">;

/** An application with one router. */
function on(add: (router: Router) => unknown, options: ConstructorParameters<typeof Router>[0] = {}): Served {
  const router = new Router(options);
  add(router);
  return new Koa().use(router.routes());
}

/** Requests that go to each row of the report, in its order: `"GET /a"`; those of one row parted by commas. */
type Case = readonly [title: string, app: Served, requests: readonly string[]];

const cases: readonly Case[] = [
  [
    "handlers",
    on((router) => router.get("/a", handler).post("/a", open)),
    ["GET /a, GET /A, GET /a/, HEAD /a, GET /a?b", "POST /a, POST /A/"],
  ],
  ["optional", on((router) => router.get("/a", secure.guard(optional(token)), plain)), ["GET /a"]],
  ["router.all", on((router) => router.all("/a", handler)), ["GET /a, DELETE /a, PROPFIND /a, OPTIONS /a, HEAD /a"]],
  ["router.all behind a guard", on((router) => router.all("/a", guard, plain)), ["GET /a, PURGE /a, OPTIONS /a, TRACE /a"]],
  ["a parameter", on((router) => router.use("/a", guard).get("/a/:id", plain)), ["GET /a/1, GET /a/%2e%2e, GET /A/x%2Fy"]],
  ["a wildcard", on((router) => router.use("/a", guard).get("/a/*rest", plain)), ["GET /a/b, GET /a/b/c, GET /a//b, GET /a/b//"]],
  ["an optional part", on((router) => router.use("/a", guard).get("/a{/:id}{/c}", plain)), ["GET /a, GET /a/1, GET /a/c, GET /a/1/c"]],
  ["a RegExp", on((router) => router.use(guard).get(/a\/(\d+)/, plain)), ["GET /a/1, GET /b/a/2/c"]],
  ["an array of paths", on((router) => router.use(guard).get(["/a", "/b/:id"], plain)), ["GET /a", "GET /b/c, GET /B/1/"]],
  [
    "nested routers below a guard with a parameter",
    on((router) => router.use("/:team", guard).use("/:team", new Router({ prefix: "/b" }).get("/", plain).get("/:id", plain).routes())),
    ["GET /x/b, GET /x/B/", "GET /x/b/1"],
  ],
  [
    "a guard in a router that is nested without a path",
    on((router) => router.get("/a", open).use(new Router().use(guard).get("/b", plain).routes()).get("/c", plain)),
    ["GET /a", "GET /b, GET /B/", "GET /c, GET /C"],
  ],
  [
    "a guard in a case-sensitive router with a prefix",
    on((router) => router.use(guard).get("/a", plain), { prefix: "/v1", sensitive: true }),
    ["GET /v1/a, GET /v1/a/"],
  ],
  [
    "a guard behind a prefix with a parameter",
    on((router) => router.use(guard).get("/a", plain), { prefix: "/:v" }),
    ["GET /1/a, GET /X/A"],
  ],
  [
    "several routers, one guarded, one behind a guard of the application",
    new Koa()
      .use(new Router().use(guard).get("/a", plain).routes())
      .use(new Router().get("/b", open).routes())
      .use(guard)
      .use(new Router().get("/c", plain).routes()),
    ["GET /a", "GET /b", "GET /c"],
  ],
  ["an exclusive router", on((router) => router.get("/:id", open).get("/a", handler), { exclusive: true }), ["GET /b", "GET /a, GET /A"]],
  [
    "an exclusive router nested in one that is not",
    on((router) => router.use(guard).use(new Router({ exclusive: true }).get("/a", plain).routes())),
    ["GET /a, GET /A/"],
  ],
  [
    "a secured handler that falls through",
    on((router) =>
      router.get(
        "/a",
        secure({ token }, (_, _c, next) => next()),
        plain,
      ),
    ),
    ["GET /a"],
  ],
  ["an open handler before a secured one", on((router) => router.get("/a", open, handler)), ["GET /a"]],
  ["an open handler in front of a guard", on((router) => router.get("/a", open, guard, plain)), ["GET /a"]],
  ["an open handler behind a guard", on((router) => router.get("/a", guard, open)), ["GET /a"]],
];

/** What an anonymous request gets where the report is right. */
const statuses: Readonly<Record<RouteReport["access"], number>> = { secured: 401, optional: 200, open: 200, unmarked: 200 };

async function statusesOf(app: Served, requests: readonly string[]): Promise<unknown> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (one: string) => {
    const [method = "", target = ""] = one.split(" ");
    return [one, (await send(port, { method, target })).status];
  };
  try {
    return await Promise.all(requests.map(ask));
  } finally {
    server.close();
  }
}

describe("what the report says is what an anonymous request meets", () => {
  test.each(cases)("%s", async (_, app, requests) => {
    const report = secure.report(secure.seal(app));
    expect(report.length).toBe(requests.length);
    for (const [index, { access }] of report.entries()) {
      const row = requests[index]?.split(", ") ?? [];
      expect(await statusesOf(app, row)).toEqual(row.map((one) => [one, statuses[access]]));
    }
  });
});
