import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, provider, REQUEST } from "@ampoule/core";
import { send, type RawRequest, type RawResponse } from "@ampoule/testing";
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
  [
    "behind a guard that takes its time",
    (app, router) => (app.use(secure.guard(slow)), router.post("/", parser, echo)),
    200,
    "parsed sent",
  ],
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
    app.use(router.routes());
    secure.seal(app);
    const request = { method: "POST", target: "/", body: "sent" };
    expect(await ask(app, { ...request, fields: [alice] })).toMatchObject({ status, body });
    expect((await ask(app, request)).status).toBe(401);
  });
});
