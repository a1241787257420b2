import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, provider, REQUEST } from "@ampoule/core";
import { send, type RawRequest, type RawResponse } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const json = "Content-Type: application/json";

async function ask(app: Express, request: RawRequest): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, request);
  } finally {
    server.close();
  }
}

const secure = security({ container });
const echo = (request: Request, response: Response) => void response.json({ echo: request.body as unknown });
const slow = provider({ token }, async ({ token }) => (await new Promise((resolve) => setTimeout(resolve, 20)), token));
const length = provider({ token, request: REQUEST }, async ({ request }) => (await request.body())?.byteLength ?? -1);

const parsers: readonly (readonly [title: string, add: (app: Express) => void, status: number, body: string])[] = [
  ["before a guard", (app) => app.use(express.json(), secure.guard(token)).post("/", echo), 200, '{"echo":{"a":1}}'],
  ["behind a guard that takes its time", (app) => app.use(secure.guard(slow), express.json()).post("/", echo), 200, '{"echo":{"a":1}}'],
  ["on the route", (app) => app.post("/", secure.guard(slow), express.json(), echo), 200, '{"echo":{"a":1}}'],
  [
    "on the route, before a secured handler",
    (app) => {
      const handler = secure({ slow }, (_, request) => request.body as unknown);
      app.post("/", express.json(), handler);
    },
    200,
    '{"a":1}',
  ],
  [
    "before a provider that reads the body itself",
    (app) => app.use(express.json()).post("/", secure.guard(length), echo),
    500,
    "invalid_option",
  ],
  ["behind a provider that reads the body itself", (app) => app.post("/", secure.guard(length), express.json(), echo), 200, "{}"],
];

describe("express.json()", () => {
  test.each(parsers)("%s", async (_, add, status, body) => {
    const app = express();
    add(app);
    // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
    app.use((fault: { code?: string }, _request: Request, response: Response, _next: NextFunction) => {
      response.status(500).end(fault.code);
    });
    const request = { method: "POST", target: "/", body: '{"a":1}' };
    expect(await ask(secure.seal(app), { ...request, fields: [alice, json] })).toMatchObject({ status, body });
    expect((await ask(app, { ...request, fields: [json] })).status).toBe(401);
  });
});
