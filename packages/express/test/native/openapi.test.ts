import { bearer } from "@ampoule/core";
import express, { Router, type Express } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type ExpressSecure } from "../../src/index.js";

const info = { title: "Test", version: "1" };
const token = bearer((sub) => ({ sub }));

function documentOf(add: (app: Express, secure: ExpressSecure) => unknown) {
  const app = express();
  const secure = security({ container });
  add(app, secure);
  return secure.document(app, { info });
}

type Case = readonly [title: string, add: (app: Express, secure: ExpressSecure) => unknown, operations: readonly string[]];

const cases: readonly Case[] = [
  ["a parameter", (app, secure) => app.get("/users/:id", secure.open(done)), ["get /users/{id}"]],
  ["an optional part", (app, secure) => app.get("/a{/:id}", secure.open(done)), ["get /a", "get /a/{id}"]],
  ["a wildcard", (app, secure) => app.get("/files/*path", secure.open(done)), ["get /files/{path}"]],
  ["several paths", (app, secure) => app.get(["/a", "/b/:id"], secure.open(done)), ["get /a", "get /b/{id}"]],
  ["app.all", (app, secure) => app.all("/a", secure.open(done)), ["get /a", "put /a", "post /a", "delete /a", "patch /a"]],
  [
    "a chained route below its own guard",
    (app, secure) => app.route("/a").all(secure.guard(token)).get(done).post(done),
    ["get /a", "post /a"],
  ],
  [
    "a router under a parameter, with a parameter of the same name",
    (app, secure) => app.use("/a/:id", Router().get("/b/:id", secure.open(done))),
    ["get /a/{id}/b/{id_2}"],
  ],
  ["middleware as nothing", (app, secure) => app.use("/a", secure.guard(token)), []],
  ["a RegExp not at all", (app, secure) => app.get(/^\/a/, secure.open(done)).get("/b", secure.open(done)), ["get /b"]],
  ["what is under a RegExp not at all", (app, secure) => app.use(/^\/a/, Router().get("/b", secure.open(done))), []],
];

function done(): string {
  return "done";
}

describe("Express's patterns in a document:", () => {
  test.each(cases)("%s", (_, add, operations) => {
    const { paths = {} } = documentOf(add);
    expect(Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))).toEqual(operations);
  });
});

test("a RegExp is noted", () => {
  const document = documentOf((app, secure) => app.get(/^\/a/, secure.open(done)));
  expect(document["x-ampoule-left-out"]).toEqual([{ method: "GET", path: "/^\\/a/", reason: "a regular expression" }]);
});

test("a mounted application's routes are in its parent's document", () => {
  const secure = security({ container });
  const [parent, child] = [express(), express()];
  child.get("/:id", secure({ token }, done));
  parent.use("/child", child).get("/openapi.json", secure.openapi(parent, { info }));
  secure.seal(child);
  secure.seal(parent);
  expect(secure.document(parent, { info }).paths).toMatchObject({ "/child/{id}": { get: { security: [{ HTTPBearer: [] }] } } });
});
