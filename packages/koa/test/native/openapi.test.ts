import { bearer } from "@ampoule/core";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const secure = security({ container });
const token = bearer((sub) => ({ sub }));
const open = secure.open(() => "done");

function documentOf(add: (router: Router) => unknown, options: ConstructorParameters<typeof Router>[0] = {}) {
  const router = new Router(options);
  add(router);
  return secure.document(new Koa().use(router.routes()), { info: { title: "Test", version: "1" } });
}

type Case = readonly [title: string, document: ReturnType<typeof documentOf>, operations: readonly string[]];

const cases: readonly Case[] = [
  ["a parameter", documentOf((router) => router.get("/users/:id", open)), ["get /users/{id}"]],
  ["an optional part", documentOf((router) => router.get("/a{/:id}", open)), ["get /a", "get /a/{id}"]],
  ["a wildcard", documentOf((router) => router.get("/files/*path", open)), ["get /files/{path}"]],
  ["several methods", documentOf((router) => router.register("/a", ["get", "put"], open)), ["get /a", "put /a"]],
  ["router.all", documentOf((router) => router.all("/a", open)), ["get /a", "put /a", "post /a", "delete /a", "patch /a"]],
  ["a prefix", documentOf((router) => router.get("/:id", open), { prefix: "/v1" }), ["get /v1/{id}"]],
  ["a nested router", documentOf((router) => router.use("/x/:y", new Router().get("/z", open).routes())), ["get /x/{y}/z"]],
  ["middleware as nothing", documentOf((router) => router.use("/a", secure.guard(token))), []],
  ["a RegExp not at all", documentOf((router) => router.get(/^\/a/, open).get("/b", open)), ["get /b"]],
];

describe("Koa's patterns in a document:", () => {
  test.each(cases)("%s", (_, { paths = {} }, operations) => {
    expect(Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))).toEqual(operations);
  });
});

test("a RegExp is noted", () => {
  const document = documentOf((router) => router.get(/^\/a/, open));
  expect(document["x-ampoule-left-out"]).toEqual([{ method: "GET", path: "/^\\/a/", reason: "a regular expression" }]);
});
