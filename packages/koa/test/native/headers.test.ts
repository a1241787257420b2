import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer } from "@ampoule/core";
import { fieldsOf, send, type RawRequest, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

async function ask(app: Pick<Koa, "listen">, request: RawRequest): Promise<RawResponse> {
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
  const app = new Koa();
  app.use(router.routes());
  return secure.seal(app);
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
  const app = new Koa();
  app.use(router.routes());
  app.use(router.allowedMethods());
  return secure.seal(app);
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
