import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, optional } from "@ampoule/core";
import type { RouteReport } from "@ampoule/core/adapter";
import { send } from "@ampoule/testing";
import express, { Router, type Express, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const plain = (_: Request, response: Response) => void response.json("reached");
const secure = security({ container });
const guard = secure.guard(token);
const handler = secure({ token }, () => "reached");
const open = secure.open(() => "reached");

/** Requests that go to each row of the report, in its order: `"GET /a"`; those of one row parted by commas. */
type Case = readonly [title: string, add: (app: Express) => unknown, requests: readonly string[]];

const cases: readonly Case[] = [
  ["handlers", (app) => app.get("/a", handler).post("/a", open), ["GET /a, GET /A, GET /a/, HEAD /a, GET /a?b", "POST /a, POST /A/"]],
  ["optional", (app) => app.get("/a", secure.guard(optional(token)), plain), ["GET /a"]],
  ["app.all", (app) => app.all("/a", handler), ["GET /a, DELETE /a, PROPFIND /a, OPTIONS /a, HEAD /a"]],
  ["app.all behind a guard", (app) => app.all("/a", guard, plain), ["GET /a, PURGE /a, OPTIONS /a, TRACE /a"]],
  ["a parameter", (app) => app.use("/a", guard).get("/a/:id", plain), ["GET /a/1, GET /a/%2e%2e, GET /A/x%2Fy, GET /a/../"]],
  ["a wildcard", (app) => app.use("/a", guard).get("/a/*rest", plain), ["GET /a/b, GET /a/b/c, GET /a//b, GET /a/b//"]],
  ["an optional part", (app) => app.use("/a", guard).get("/a{/:id}{/c}", plain), ["GET /a, GET /a/1, GET /a/c, GET /a/1/c"]],
  ["a path with an extension", (app) => app.use("/a", guard).get("/a/:name.:kind", plain), ["GET /a/b.json, GET /a/b.c.d"]],
  ["a RegExp", (app) => app.use(guard).get(/a\/(\d+)/, plain), ["GET /a/1, GET /b/a/2/c"]],
  ["an array of paths", (app) => app.use(guard).get(["/a", /^\/b/], plain), ["GET /a", "GET /b/c, GET /bc"]],
  [
    "a chained route",
    (app) => app.route("/a").all(guard).get(plain).put(open).delete(handler),
    ["PATCH /a, OPTIONS /a", "GET /a, HEAD /a", "PUT /a", "DELETE /a"],
  ],
  [
    "routers in routers, below a guard with a parameter",
    (app) => app.use("/:team", guard, Router().use("/b", Router({ mergeParams: true }).get("/", plain).get("/:id", plain))),
    ["GET /x/b, GET /x/B/", "GET /x/b/1"],
  ],
  [
    "a guard inside a router",
    (app) => app.use("/a", Router().use(guard).get("/b", plain)).get("/c", open),
    ["GET /a/b, GET /A/b/", "GET /c"],
  ],
  ["a router under several paths", (app) => app.use(["/a", "/b"], guard, Router().get("/c", plain)), ["GET /a/c", "GET /b/c/"]],
  ["a laxer guard above a strict router", (app) => app.use("/a", guard, Router({ strict: true }).get("/b/", plain)), ["GET /a/b/"]],
  ["a parameter's callback before the handler", (app) => app.param("id", (_, _r, next) => next()).get("/:id", handler), ["GET /1"]],
  [
    "a secured handler that falls through",
    (app) =>
      app.get(
        "/a",
        secure({ token }, (_, _q, _r, next) => next()),
        plain,
      ),
    ["GET /a"],
  ],
  ["an open handler before a secured one", (app) => app.get("/a", open, handler), ["GET /a"]],
  ["an open handler in front of a guard", (app) => app.get("/a", open, guard, plain), ["GET /a"]],
  ["an open handler in a chain that is secured below", (app) => app.route("/a").get(open).all(handler), ["GET /a", "POST /a"]],
  ["an open handler behind a guard", (app) => app.get("/a", guard, open), ["GET /a"]],
];

/** What an anonymous request gets where the report is right. */
const statuses: Readonly<Record<RouteReport["access"], number>> = { secured: 401, optional: 200, open: 200, unmarked: 200 };

async function statusesOf(app: Express, requests: readonly string[]): Promise<unknown> {
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
  test.each(cases)("%s", async (_, add, requests) => {
    const app = express();
    add(app);
    const report = secure.report(secure.seal(app));
    expect(report.length).toBe(requests.length);
    for (const [index, { access }] of report.entries()) {
      const row = requests[index]?.split(", ") ?? [];
      expect(await statusesOf(app, row)).toEqual(row.map((one) => [one, statuses[access]]));
    }
  });
});

test("a mounted application's secured and open routes are what its parent reports", async () => {
  const [parent, child] = [express(), express()];
  child.get("/a/:id", handler).get("/open", open);
  parent.use("/child", child);
  parent.use("/child", Router().get("/b", handler));
  for (const app of [child, parent]) secure.seal(app);
  const rows = secure.report(parent).map(({ path, access }) => [path, access]);
  expect(rows).toEqual([
    ["/child/a/:id", "secured"],
    ["/child/open", "open"],
    ["/child/b", "secured"],
  ]);
  expect(await statusesOf(parent, ["GET /child/a/1", "GET /child/open", "GET /child/b"])).toEqual([
    ["GET /child/a/1", 401],
    ["GET /child/open", 200],
    ["GET /child/b", 401],
  ]);
});
