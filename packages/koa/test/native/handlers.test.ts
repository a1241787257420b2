import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { bearer, Open, Security, UnavailableError } from "@ampoule/core";
import { fieldsOf, send, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type Given, type KoaHandler, type KoaSecure } from "../../src/index.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));

async function ask(app: Pick<Koa, "listen">, target = "/"): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields: ["Authorization: Bearer alice"] });
  } finally {
    server.close();
  }
}

/** One secured route, and an open one behind it for what falls through. */
function served(make: (secure: KoaSecure) => KoaHandler): Koa {
  const app = new Koa();
  app.silent = true;
  const secure = security({ container });
  const router = new Router().get("/", make(secure)).get(
    "/",
    secure.open(() => "behind"),
  );
  app.use(router.routes());
  return secure.seal(app);
}

class Controller {
  inOrder(@Security(token) me: Me, context: Koa.Context, next: Koa.Next): void {
    context.body = [me.sub, context.path, typeof next];
  }
  between(context: Koa.Context, @Security(token) me: Me, next: Koa.Next): void {
    context.body = [context.path, me.sub, typeof next];
  }
  onlyContext(@Security(token) me: Me, context: Koa.Context): unknown {
    return [me.sub, context.path];
  }
  @Open()
  open(context: Koa.Context): void {
    context.body = context.path;
  }
}

describe("class style: undecorated parameters receive context and next in order", () => {
  test.each([
    ["inOrder", '["alice","/","function"]'],
    ["between", '["/","alice","function"]'],
    ["onlyContext", '["alice","/"]'],
    ["open", "/"],
  ] as const)("%s", async (method, body) => {
    expect(await ask(served((secure) => secure(Controller, method)))).toMatchObject({ status: 200, body });
  });
});

type Run = (needs: { readonly me: Me }, ...given: Given) => unknown;
type Answer = readonly [title: string, run: Run, status: number, body: string];

const answers: readonly Answer[] = [
  ["a value, after a status", ({ me }, context) => ((context.status = 201), me), 201, '{"sub":"alice"}'],
  ["context.body", ({ me }, context) => void (context.body = me), 200, '{"sub":"alice"}'],
  ["context.body as the result of an arrow", ({ me }, context) => (context.body = me), 200, '{"sub":"alice"}'],
  ["context.body and a status", (_, context) => void ((context.status = 201), (context.body = "made")), 201, "made"],
  ["context.body after a while", async (_, context) => (await delay(5), void (context.body = "late")), 200, "late"],
  ["context.body of null", (_, context) => void (context.body = null), 204, ""],
  ["a status alone", (_, context) => void (context.status = 202), 202, "Accepted"],
  ["context.redirect", (_, context) => context.redirect("/next"), 302, "Redirecting to /next."],
  ["a stream", (_, context) => void (context.body = Readable.from(["a", "b"])), 200, "ab"],
  ["Node's response", (_, context) => void ((context.respond = false), context.res.writeHead(200).end("raw")), 200, "raw"],
  ["Node's response after returning", (_, context) => later(context), 200, "raw"],
  ["a value, though it took the context", ({ me }, context) => [me.sub, context.path], 200, '["alice","/"]'],
  ["a Fetch response", () => new Response("made", { status: 203 }), 203, "made"],
  ["a streamed Fetch response", () => new Response(new Blob(["a", "b"]).stream()), 200, "ab"],
  ["nothing, without arguments", () => undefined, 204, ""],
  ["null", () => null, 200, "null"],
  ["false", () => false, 200, "false"],
  ["an empty text", () => "", 200, '""'],
  ["next()", (_, _context, next) => next(), 200, '"behind"'],
  ["a change to what next() made", async (_, context, next) => (await next(), void (context.status = 203)), 203, '"behind"'],
];

function later(context: Koa.Context): void {
  context.respond = false;
  setTimeout(() => context.res.writeHead(200).end("raw"), 5);
}

describe("function style: a handler answers with", () => {
  test.each(answers)("%s", async (_, run, status, body) => {
    expect(await ask(served((secure) => secure({ me: token }, run)))).toMatchObject({ status, body });
  });
});

test("a value that is returned replaces the body that a middleware had set before", async () => {
  const secure = security({ container });
  const app = new Koa().use((context, next) => ((context.body = "default"), next()));
  const router = new Router().get(
    "/",
    secure({ me: token }, ({ me }) => me),
  );
  app.use(router.routes());
  expect(await ask(secure.seal(app))).toMatchObject({ status: 200, body: '{"sub":"alice"}' });
});

const fault = new Error("mine");
const down = new UnavailableError("down");
const exposed = Object.assign(new Error("teapot"), { status: 418, expose: true, headers: { "x-own": "1" } });

type Throwing = readonly [title: string, run: Run, thrown: Error, answer: Pick<RawResponse, "status" | "body">];

const throwing: readonly Throwing[] = [
  ["throws", () => raise(fault), fault, { status: 500, body: "Internal Server Error" }],
  ["rejects", () => Promise.reject(fault), fault, { status: 500, body: "Internal Server Error" }],
  ["throws with context.throw's own means", () => raise(exposed), exposed, { status: 418, body: "teapot" }],
  ["throws after headers were sent", (_, context) => (part(context), raise(fault)), fault, { status: 200, body: "part" }],
  ["cannot go on with after headers were sent", async (_, context) => (part(context), raise(down)), down, { status: 200, body: "part" }],
];

/** Koa leaves an answer that was begun to whoever began it. */
function part(context: Koa.Context): void {
  context.res.writeHead(200).write("part");
  setTimeout(() => context.res.end(), 20);
}

describe("Koa's error event receives what a handler", () => {
  test.each(throwing)("%s", async (_, run, thrown, answer) => {
    const app = served((secure) => secure({ me: token }, run));
    const faults: unknown[] = [];
    app.on("error", (one) => faults.push(one === thrown));
    const response = await ask(app);
    expect(response).toMatchObject(answer);
    expect(faults).toEqual([true]);
    expect(fieldsOf(response, "x-own")).toEqual(thrown === exposed ? ["1"] : []);
  });
});

function raise(thrown: Error): never {
  throw thrown;
}
