import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { bearer, Open, Security, UnavailableError } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type Given } from "../../src/index.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));

async function ask(app: Express, target = "/"): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields: ["Authorization: Bearer alice"] });
  } finally {
    server.close();
  }
}

class Controller {
  inOrder(@Security(token) me: Me, request: Request, response: Response, next: NextFunction): void {
    response.json([me.sub, request.path, typeof next]);
  }
  between(request: Request, @Security(token) me: Me, response: Response): void {
    response.json([request.path, me.sub]);
  }
  onlyRequest(@Security(token) me: Me, request: Request): unknown {
    return [me.sub, request.path];
  }
  @Open()
  open(request: Request, response: Response): void {
    response.type("text").send(request.path);
  }
}

describe("class style: undecorated parameters receive request, response and next in order", () => {
  test.each([
    ["inOrder", '["alice","/","function"]'],
    ["between", '["/","alice"]'],
    ["onlyRequest", '["alice","/"]'],
    ["open", "/"],
  ] as const)("%s", async (method, body) => {
    const secure = security({ container });
    const app = express().get("/", secure(Controller, method));
    expect(await ask(secure.seal(app))).toMatchObject({ status: 200, body });
  });
});

type Run = (needs: { readonly me: Me }, ...given: Given) => unknown;
type Answer = readonly [title: string, run: Run, status: number, body: string];

const answers: readonly Answer[] = [
  ["a value, after a status", ({ me }, _, response) => (response.status(201), me), 201, '{"sub":"alice"}'],
  ["response.json", ({ me }, _, response) => void response.json(me), 200, '{"sub":"alice"}'],
  ["a response that is returned", ({ me }, _, response) => response.status(201).json(me), 201, '{"sub":"alice"}'],
  ["response.end after a while", async (_, _request, response) => (await delay(5), void response.end("late")), 200, "late"],
  ["response.end after returning", (_, _request, response) => void setTimeout(() => response.end("later"), 5), 200, "later"],
  ["response.sendStatus", (_, _request, response) => void response.sendStatus(202), 202, "Accepted"],
  ["response.redirect", (_, _request, response) => response.redirect("/next"), 302, "Found. Redirecting to /next"],
  ["a stream", (_, _request, response) => void Readable.from(["a", "b"]).pipe(response), 200, "ab"],
  ["a stream that is returned", (_, _request, response) => Readable.from(["a", "b"]).pipe(response), 200, "ab"],
  ["writes in steps", async (_, _request, response) => (response.write("a"), await delay(5), void response.end("b")), 200, "ab"],
  ["a value, though it took the request", ({ me }, request) => [me.sub, request.path], 200, '["alice","/"]'],
  ["a Fetch response", () => new Response("made", { status: 203 }), 203, "made"],
  ["a streamed Fetch response", () => new Response(new Blob(["a", "b"]).stream()), 200, "ab"],
  ["nothing, without arguments", () => undefined, 204, ""],
  ["null", () => null, 200, "null"],
  ["false", () => false, 200, "false"],
  ["an empty text", () => "", 200, '""'],
  ["next()", (_, _request, _response, next) => next(), 200, '"behind"'],
  ["next() after a while", async (_, _request, _response, next) => (await delay(5), next()), 200, '"behind"'],
  ['next("route")', (_, _request, _response, next) => next("route"), 200, '"behind"'],
];

describe("function style: a handler answers with", () => {
  test.each(answers)("%s", async (_, run, status, body) => {
    const secure = security({ container });
    const app = express().get("/", secure({ me: token }, run));
    app.get(
      "/",
      secure.open(() => "behind"),
    );
    expect(await ask(secure.seal(app))).toMatchObject({ status, body });
  });
});

type Throwing = readonly [title: string, run: Run, status: number, headersSent: boolean];
const fault = new Error("mine");
const down = new UnavailableError("down");

const throwing: readonly Throwing[] = [
  ["throws", () => raise(fault), 500, false],
  ["rejects", () => Promise.reject(fault), 500, false],
  ["hands to next", (_, _request, _response, next) => next(fault), 500, false],
  ["throws after headers were sent", (_, _request, response) => (response.write("part"), raise(fault)), 200, true],
  ["rejects after headers were sent", async (_, _request, response) => (response.write("part"), raise(fault)), 200, true],
  ["cannot go on with after headers were sent", async (_, _request, response) => (response.write("part"), raise(down)), 200, true],
];

describe("Express's error handler receives what a handler", () => {
  test.each(throwing)("%s", async (_, run, status, headersSent) => {
    const secure = security({ container });
    const app = express().get("/", secure({ me: token }, run));
    const seen: unknown[] = [];
    // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
    app.use((thrown: unknown, _request: Request, response: Response, next: NextFunction) => {
      seen.push(thrown === fault || thrown === down, response.headersSent);
      next(thrown);
    });
    const response = await ask(secure.seal(app));
    expect({ status: response.status, seen }).toEqual({ status, seen: [true, headersSent] });
    if (headersSent) expect(response.body).toBe("part");
  });
});

function raise(thrown: Error): never {
  throw thrown;
}
