import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, optional } from "@ampoule/core";
import type { RouteReport } from "@ampoule/core/adapter";
import { send } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const secure = security({ container });
const guard = secure.guard(token);
const handler = secure({ token }, () => "reached");
const open = secure.open(() => "reached");
const plain = (context: Context) => context.json("reached");
const items = () => new Hono().get("/", plain).get("/:id", plain);

/** Requests that go to each row of the report, in its order: `"GET /a"`; those of one row parted by commas. */
type Case = readonly [title: string, app: Hono, requests: readonly string[]];

const cases: readonly Case[] = [
  ["handlers", new Hono().get("/a", handler).post("/a", open), ["GET /a, HEAD /a, GET /a?b, GET /%61", "POST /a"]],
  ["optional", new Hono().get("/a", secure.guard(optional(token)), plain), ["GET /a"]],
  ["app.all", new Hono().all("/a", handler), ["GET /a, DELETE /a, PURGE /a, OPTIONS /a, HEAD /a"]],
  ["app.all behind a guard", new Hono().all("/a", guard, plain), ["GET /a, PURGE /a, OPTIONS /a"]],
  ["app.on", new Hono().on(["GET", "PURGE"], ["/a", "/b"], guard, plain), ["GET /a", "PURGE /a", "GET /b", "PURGE /b"]],
  ["a parameter", new Hono().use("/a/*", guard).get("/a/:id", plain), ["GET /a/1, GET /a/x%2Fy, GET /a/%C3%A9"]],
  ["a parameter with a pattern", new Hono().use("/a/*", guard).get("/a/:id{[0-9]+}", plain), ["GET /a/1"]],
  [
    "a parameter of many segments",
    new Hono().use("/a/*", guard).get("/a/:rest{.+}", plain),
    ["GET /a/b, GET /a/b/c, GET /a//b, GET /a/b/"],
  ],
  ["a guard for the same pattern", new Hono().use("/a/:id{[0-9]+}", guard).get("/a/:id{[0-9]+}", plain), ["GET /a/1, GET /a/%31"]],
  ["a wildcard", new Hono().use("/a/*", guard).get("/a/*", plain), ["GET /a, GET /a/, GET /a/b, GET /a/b/c, GET /a//b"]],
  ["a wildcard in the middle", new Hono().use("/a/*", guard).get("/a/*/c", plain), ["GET /a/b/c"]],
  ["an optional parameter", new Hono().use("/a/*", guard).get("/a/:id?", plain), ["GET /a, GET /a/1"]],
  ["a guard for the parameter", new Hono().use("/:id", guard).get("/:id", plain), ["GET /1, GET /a.b, GET /%2F"]],
  ["app.route", new Hono().use("/x/*", guard).route("/x", items()), ["GET /x", "GET /x/1, GET /x/a%2Fb"]],
  ["app.route under a parameter", new Hono().route("/x", new Hono().use(guard).route("/:y", items())), ["GET /x/1", "GET /x/1/2"]],
  [
    "app.route with its own error handler",
    new Hono().route(
      "/x",
      new Hono()
        .use(guard)
        .get("/a", plain)
        .get("/b", handler)
        .onError((_, context) => context.text("mine", 500)),
    ),
    ["GET /x/a", "GET /x/b"],
  ],
  ["app.basePath", new Hono().basePath("/v1").use(guard).get("/a", plain), ["GET /v1/a"]],
  ["an application that is not strict", new Hono({ strict: false }).use("/a", guard).get("/a", plain), ["GET /a, GET /a/"]],
  ["another router of Hono's", new Hono({ router: new TrieRouter() }).use("/a/*", guard).get("/a/:id?", plain), ["GET /a, GET /a/1"]],
  [
    "an application that takes the host for a part of the path",
    new Hono({ getPath: (request) => request.url.replace(/^https?:\/\/([^/]+)/, "/$1") }).use("/:host/a/*", guard).get("/:host/a/b", plain),
    ["GET /a/b"],
  ],
  [
    "a secured handler that falls through",
    new Hono().get(
      "/a",
      secure({ token }, (_, _c, next) => next()),
      plain,
    ),
    ["GET /a"],
  ],
  ["an open handler before a secured one", new Hono().get("/a", open, handler), ["GET /a"]],
  ["an open route before a secured one of its path", new Hono().get("/a", open).get("/a", handler), ["GET /a"]],
  ["an open route before a guard", new Hono().get("/a", open).use(guard).get("/a", plain), ["GET /a"]],
  ["an open handler behind a guard", new Hono().get("/a", guard, open), ["GET /a"]],
  ["an open route behind a guard for all methods of its path", new Hono().use("/a", guard).all("/a", open), ["GET /a, PURGE /a"]],
];

/** What an anonymous request gets where the report is right. */
const statuses: Readonly<Record<RouteReport["access"], number>> = { secured: 401, optional: 200, open: 200, unmarked: 200 };

async function statusesOf(app: Hono, requests: readonly string[]): Promise<unknown> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
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
