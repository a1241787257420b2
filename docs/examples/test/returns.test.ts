import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { security as onExpress } from "@ampoule/express";
import { security as onHono } from "@ampoule/hono";
import { security as onKoa } from "@ampoule/koa";
import { getRequestListener } from "@hono/node-server";
import Router from "@koa/router";
import express, { type NextFunction, type Request, type Response as ExpressResponse } from "express";
import { Hono } from "hono";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";

type Run = (first: unknown) => unknown;

/** Each framework with one open route. */
const applications: Readonly<Record<string, (run: Run) => RequestListener>> = {
  express(run) {
    const secure = onExpress({ container });
    const app = express().get("/", secure.open(run));
    // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
    app.use((_fault: Error, _request: Request, response: ExpressResponse, _next: NextFunction) => response.sendStatus(500));
    return secure.seal(app);
  },
  koa(run) {
    const secure = onKoa({ container });
    const app = new Koa().use(new Router().get("/", secure.open(run)).routes());
    app.silent = true;
    const handle = secure.seal(app).callback();
    return (request, response) => void handle(request, response);
  },
  hono(run) {
    const secure = onHono({ container });
    const app = new Hono().get("/", secure.open(run)).onError((_, context) => context.text("fault", 500));
    const handle = getRequestListener(secure.seal(app).fetch);
    return (request, response) => void handle(request, response);
  },
};

async function ask(listener: RequestListener): Promise<readonly [status: number, body: string]> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(500) });
    return [response.status, await response.text()];
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const everywhere: readonly (readonly [title: string, run: Run, status: number, body: string | RegExp])[] = [
  ["a value", () => ({ a: 1 }), 200, '{"a":1}'],
  ["a promise of a value", async () => ({ a: 1 }), 200, '{"a":1}'],
  ["null", () => null, 200, "null"],
  ["false", () => false, 200, "false"],
  ["a text", () => "a", 200, '"a"'],
  ["nothing", () => undefined, 204, ""],
  ["a Fetch response", () => new Response("made", { status: 201 }), 201, "made"],
  ["a function", () => () => 1, 500, /./],
  ["a generator", function* () {}, 500, /./],
  ["a bigint", () => 1n, 500, /./],
];

describe.each(Object.entries(applications))("what the tutorial's table says of %s: a handler returns", (_, serve) => {
  test.each(everywhere)("%s", async (_title, run, status, body) => {
    expect(await ask(serve(run))).toEqual([status, typeof body === "string" ? body : expect.stringMatching(body)]);
  });
});

test("nothing, without an answer, though it took the framework's arguments: Express waits, Koa and Hono say 404", async () => {
  const { express: onExpress, koa, hono } = applications;
  const run: Run = (_first) => undefined;
  await expect(ask(onExpress!(run))).rejects.toThrow("timeout");
  expect([(await ask(koa!(run)))[0], (await ask(hono!(run)))[0]]).toEqual([404, 404]);
});
