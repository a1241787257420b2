import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, provider, REQUEST } from "@ampoule/core";
import { send, type RawRequest, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";

async function ask(app: Hono, request: RawRequest): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, request);
  } finally {
    server.close();
  }
}

const secure = security({ container });
const slow = provider({ token }, async ({ token }) => (await new Promise((resolve) => setTimeout(resolve, 20)), token));
const length = provider({ token, request: REQUEST }, async ({ request }) => (await request.body())?.byteLength ?? -1);
const echo = async (context: Context) => context.json({ echo: await context.req.json<unknown>() });

const bodies: readonly (readonly [title: string, add: (app: Hono) => unknown, status: number, body: string])[] = [
  ["behind a guard that takes its time", (app) => app.use(secure.guard(slow)).post("/", echo), 200, '{"echo":{"a":1}}'],
  [
    "in a secured handler",
    (app) =>
      app.post(
        "/",
        secure({ slow }, (_, context) => echo(context)),
      ),
    200,
    '{"echo":{"a":1}}',
  ],
  [
    "before and in a secured handler",
    (app) =>
      app.post(
        "/",
        parse,
        secure({ slow }, (_, context) => echo(context)),
      ),
    200,
    '{"echo":{"a":1}}',
  ],
  ["before a provider that reads the body itself", (app) => app.use(parse, secure.guard(length)).post("/", echo), 500, "invalid_option"],
  ["behind a provider that reads the body itself", (app) => app.use(secure.guard(length)).post("/", echo), 500, "undefined"],
];

async function parse(context: Context, next: () => Promise<void>): Promise<void> {
  await context.req.json();
  await next();
}

describe("context.req.json()", () => {
  test.each(bodies)("%s", async (_, add, status, body) => {
    const app = new Hono().onError((fault, context) => context.text(String("code" in fault ? fault.code : undefined), 500));
    add(app);
    const request = { method: "POST", target: "/", body: '{"a":1}' };
    expect(await ask(secure.seal(app), { ...request, fields: [alice] })).toMatchObject({ status, body });
    expect((await ask(app, request)).status).toBe(401);
  });
});
