import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { bearer, Open, Security, UnavailableError } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context, type Next } from "hono";
import { html } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { stream, streamText } from "hono/streaming";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type Given, type HonoHandler, type HonoSecure } from "../../src/index.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));

async function ask(app: Hono, target = "/"): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields: ["Authorization: Bearer alice"] });
  } finally {
    server.close();
  }
}

/** The same without a server. */
async function request(app: Hono): Promise<Pick<RawResponse, "status" | "body">> {
  const response = await app.request("/", { headers: { Authorization: "Bearer alice" } });
  return { status: response.status, body: await response.text() };
}

/** One secured route, and an open one behind it for what falls through. */
function served(make: (secure: HonoSecure) => HonoHandler): Hono {
  const secure = security({ container });
  const app = new Hono().get("/", make(secure)).get(
    "/*",
    secure.open(() => "behind"),
  );
  return secure.seal(app);
}

class Controller {
  inOrder(@Security(token) me: Me, context: Context, next: Next): Response {
    return context.json([me.sub, context.req.path, typeof next]);
  }
  between(context: Context, @Security(token) me: Me, next: Next): Response {
    return context.json([context.req.path, me.sub, typeof next]);
  }
  onlyContext(@Security(token) me: Me, context: Context): unknown {
    return [me.sub, context.req.path];
  }
  @Open()
  open(context: Context): Response {
    return context.text(context.req.path);
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
  ["a value, after a status", ({ me }, context) => (context.status(201), me), 201, '{"sub":"alice"}'],
  ["context.json", ({ me }, context) => context.json(me, 201), 201, '{"sub":"alice"}'],
  ["context.html", ({ me }, context) => context.html(html`<p>${me.sub}</p>`), 200, "<p>alice</p>"],
  ["context.text after a while", async (_, context) => (await delay(5), context.text("late")), 200, "late"],
  ["context.body of null", (_, context) => context.body(null, 204), 204, ""],
  ["context.redirect", (_, context) => context.redirect("/next"), 302, ""],
  ["context.notFound", (_, context) => context.notFound(), 404, "404 Not Found"],
  ["a response that is set", (_, context) => void (context.res = new Response("set", { status: 203 })), 203, "set"],
  ["a stream", (_, context) => stream(context, async (out) => void (await out.write("a"), await out.write("b"))), 200, "ab"],
  [
    "a stream of text",
    (_, context) => streamText(context, async (out) => void (await out.write("a"), await delay(5), await out.write("b"))),
    200,
    "ab",
  ],
  ["a value, though it took the context", ({ me }, context) => [me.sub, context.req.path], 200, '["alice","/"]'],
  ["a Fetch response", () => new Response("made", { status: 203 }), 203, "made"],
  ["an immutable Fetch response", () => Response.redirect("http://a.test/next", 303), 303, ""],
  ["nothing, without arguments", () => undefined, 204, ""],
  ["null", () => null, 200, "null"],
  ["false", () => false, 200, "false"],
  ["an empty text", () => "", 200, '""'],
  ["next()", (_, _context, next) => next(), 200, '"behind"'],
  ["next() after a while", async (_, _context, next) => (await delay(5), next()), 200, '"behind"'],
  ["a change to what next() made", async (_, context, next) => (await next(), context.header("x-own", "1")), 200, '"behind"'],
];

describe.each([
  ["over a socket", ask],
  ["through app.request", request],
] as const)("function style, %s: a handler answers with", (_, reach) => {
  test.each(answers)("%s", async (_title, run, status, body) => {
    expect(await reach(served((secure) => secure({ me: token }, run)))).toMatchObject({ status, body });
  });
});

const fault = new Error("mine");
const teapot = new HTTPException(418, { message: "teapot" });
const down = new UnavailableError("down");

describe("app.onError receives what a handler", () => {
  test.each([
    ["throws", (): never => raise(fault), fault],
    ["rejects", () => Promise.reject(fault), fault],
    ["throws for Hono", (): never => raise(teapot), teapot],
    ["cannot go on with after it answered", (_: unknown, context: Context) => ((context.res = context.text("made")), raise(down)), down],
  ])("%s", async (_, run, thrown) => {
    const seen: unknown[] = [];
    const app = served((secure) => secure({ me: token }, run));
    app.onError((one, context) => (seen.push(one === thrown), context.text("handled", 500)));
    expect(await ask(app)).toMatchObject({ status: 500, body: "handled" });
    expect(seen).toEqual([true]);
  });

  test("what Hono's own handler makes of an HTTPException stays as it is", async () => {
    expect(await ask(served((secure) => secure({ me: token }, () => raise(teapot))))).toMatchObject({ status: 418, body: "teapot" });
  });

  test("a stream that breaks off is the stream's own fault, after its status was sent", async () => {
    const seen: unknown[] = [];
    const failing = async (out: { write(text: string): Promise<unknown> }) => (await out.write("part"), raise(fault));
    const run = (_: unknown, context: Context) => stream(context, failing, async (one) => void seen.push(one === fault));
    expect(await ask(served((secure) => secure({ me: token }, run)))).toMatchObject({ status: 200, body: "part" });
    expect(seen).toEqual([true]);
  });
});

function raise(thrown: Error): never {
  throw thrown;
}
