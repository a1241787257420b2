import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, provider, REQUEST } from "@ampoule/core";
import { fieldsOf, send, type RawRequest, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

async function ask(app: Koa, request: RawRequest): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, request);
  } finally {
    server.close();
  }
}

const secure = security({ container });
const plain = (context: Koa.Context) => void (context.body = "plain");
const own = async (context: Koa.Context) => {
  await Promise.resolve();
  context.set("Cache-Control", "public, max-age=1");
  context.body = "own";
};

function cached(): Koa {
  const router = new Router();
  router.get(
    "/body",
    secure({ token }, (_, context) => plain(context)),
  );
  router.get(
    "/later",
    secure({ token }, (_, context) => own(context)),
  );
  router.get(
    "/header-and-value",
    secure({ token }, (_, context) => (context.set("cache-control", "private, max-age=2"), 1)),
  );
  router.get("/own-guard", secure.guard(token), plain);
  router.use("/guarded", secure.guard(token)).get("/guarded/plain", plain).get("/guarded/own", own);
  router.get("/open", secure.open(plain));
  return secure.seal(new Koa().use(router.routes()));
}

describe("Cache-Control", () => {
  test.each([
    ["/body", "private, no-store"],
    ["/later", "public, max-age=1"],
    ["/header-and-value", "private, max-age=2"],
    ["/own-guard", "private, no-store"],
    ["/guarded/plain", "private, no-store"],
    ["/guarded/own", "public, max-age=1"],
    ["/open", undefined],
    ["/missing", undefined],
  ])("%s", async (target, policy) => {
    const response = await ask(cached(), { target, fields: [alice] });
    expect(fieldsOf(response, "cache-control")).toEqual(policy === undefined ? [] : [policy]);
  });
});

function routed(): Koa {
  const router = new Router();
  router.get(
    "/value",
    secure({ token }, ({ token }) => token),
  );
  router.use("/guarded", secure.guard(token)).get("/guarded/plain", plain);
  return secure.seal(new Koa().use(router.routes()).use(router.allowedMethods()));
}

describe("Koa's own ways stay as they are", () => {
  test("HEAD has the fields of GET and no body, with credentials and without", async () => {
    for (const fields of [[alice], []]) {
      const get = await ask(routed(), { target: "/value", fields });
      const head = await ask(routed(), { method: "HEAD", target: "/value", fields });
      const kept = (response: RawResponse) => response.fields.filter(([name]) => name !== "date");
      expect({ status: head.status, fields: kept(head), body: head.body }).toEqual({ status: get.status, fields: kept(get), body: "" });
    }
  });

  test.each([
    ["OPTIONS", "/value", 200],
    ["POST", "/value", 405],
    ["OPTIONS", "/guarded/plain", 200],
    ["DELETE", "/guarded/plain", 405],
  ])("%s %s is answered by router.allowedMethods() with %i and the methods, and nothing else", async (method, target, status) => {
    const response = await ask(routed(), { method, target });
    expect([response.status, fieldsOf(response, "allow")]).toEqual([status, ["HEAD, GET"]]);
    expect(response.body).not.toContain("plain");
  });

  test("a router's guard stands before its routes only: what is missing stays 404", async () => {
    expect((await ask(routed(), { target: "/guarded/missing" })).status).toBe(404);
    expect((await ask(routed(), { target: "/guarded/plain" })).status).toBe(401);
  });
});

/** What koa-body and its like do. */
async function parser(context: Koa.Context, next: Koa.Next): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of context.req) chunks.push(chunk as Buffer);
  context.state["body"] = Buffer.concat(chunks).toString();
  await next();
}

const echo = (context: Koa.Context) => void (context.body = `parsed ${String(context.state["body"])}`);
const slow = provider({ token }, async ({ token }) => (await new Promise((resolve) => setTimeout(resolve, 20)), token));
const length = provider({ token, request: REQUEST }, async ({ request }) => (await request.body())?.byteLength ?? -1);

const parsers: readonly (readonly [title: string, add: (app: Koa, router: Router) => void, status: number, body: string])[] = [
  ["before a guard", (app, router) => (app.use(parser), router.use(secure.guard(token)).post("/", echo)), 200, "parsed sent"],
  ["behind a guard that takes its time", (app, router) => (app.use(secure.guard(slow)), router.post("/", parser, echo)), 200, "parsed sent"],
  [
    "on the route, before a secured handler",
    (_, router) => {
      const handler = secure({ slow }, (_needs, context) => echo(context));
      router.post("/", parser, handler);
    },
    200,
    "parsed sent",
  ],
  [
    "before a provider that reads the body itself",
    (app, router) => (app.use(parser), router.post("/", secure.guard(length), echo)),
    500,
    "Internal Server Error",
  ],
  ["behind a provider that reads the body itself", (_, router) => router.post("/", secure.guard(length), parser, echo), 200, "parsed "],
];

describe("a body parser", () => {
  test.each(parsers)("%s", async (_, add, status, body) => {
    const app = new Koa();
    app.silent = true;
    const router = new Router();
    add(app, router);
    secure.seal(app.use(router.routes()));
    const request = { method: "POST", target: "/", body: "sent" };
    expect(await ask(app, { ...request, fields: [alice] })).toMatchObject({ status, body });
    expect((await ask(app, request)).status).toBe(401);
  });
});
