import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { allowKeyInUrl, apiKeyQuery, bearer } from "@ampoule/core";
import { fieldsOf, send, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));

/** Asks an application on a server of its own, so many times, and gives back the last answer. */
async function ask(app: Hono, target: string, { times = 1, overrideGlobalObjects = true } = {}): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const asked = () => send((server.address() as AddressInfo).port, { target, fields: ["Authorization: Bearer alice"] });
    for (let index = 1; index < times; index += 1) await asked();
    return await asked();
  } finally {
    server.close();
  }
}

/** Asks a route behind a middleware for a value. */
function valueBehind(middleware: MiddlewareHandler, options?: Parameters<typeof ask>[2]): Promise<RawResponse> {
  const app = new Hono();
  const secure = security({ container });
  app.use(middleware);
  app.get(
    "/",
    secure({ token }, ({ token }) => token),
  );
  return ask(secure.seal(app), "/", options);
}

const ownFields = [
  ["cache-control", ["private, no-store"]],
  ["content-type", ["application/json; charset=utf-8"]],
  ["x-content-type-options", ["nosniff"]],
] as const;

// In this order: the first server that brings its own responses puts them in the place of the platform's.
describe.each([false, true])(
  "what middleware has set before a value is answered stays; responses of the server's own: %s",
  (overrideGlobalObjects) => {
    const asked = async (middleware: MiddlewareHandler) => {
      const response = await valueBehind(middleware, { overrideGlobalObjects });
      expect(response.body).toBe('{"sub":"alice"}');
      for (const [name, values] of ownFields) expect(fieldsOf(response, name)).toEqual(values);
      return response;
    };

    test("nothing", async () => {
      const response = await asked((_, next) => next());
      expect(response.status).toBe(200);
    });

    test("a field", async () => {
      const response = await asked((context, next) => (context.header("X-Before", "1"), next()));
      expect(fieldsOf(response, "x-before")).toEqual(["1"]);
    });

    test("several cookies", async () => {
      const response = await asked((context, next) => {
        for (const cookie of ["a=1", "b=2"]) context.header("Set-Cookie", cookie, { append: true });
        return next();
      });
      expect(fieldsOf(response, "set-cookie")).toEqual(["a=1", "b=2"]);
    });

    test("a status", async () => {
      const response = await asked((context, next) => (context.status(202), next()));
      expect(response.status).toBe(202);
    });

    test("a field of the response that the context was asked for", async () => {
      const response = await asked((context, next) => (context.res.headers.set("X-Before", "1"), next()));
      expect(fieldsOf(response, "x-before")).toEqual(["1"]);
    });

    test("and what the answer says itself takes the place of it", async () => {
      const response = await asked((context, next) => (context.header("content-type", "text/plain"), next()));
      expect(response.status).toBe(200);
    });
  },
);

test("a server that writes into the fields of an answer, as some versions do, changes no other answer", async () => {
  const response = await valueBehind(
    async (context, next) => {
      await next();
      const parts = Object.getOwnPropertySymbols(context.res).map((key): unknown => Reflect.get(context.res, key));
      const fields = parts.flatMap((part): unknown => (Array.isArray(part) ? part[2] : []))[0];
      // It is written into as often as it is found: once for each request.
      expect(fields).not.toHaveProperty("X-Written");
      Object.assign(fields as object, { "X-Written": "1" });
    },
    { times: 2 },
  );
  expect(fieldsOf(response, "x-written")).toEqual(["1"]);
});

test("a guard leaves the fields as they are that a response of the handler has", async () => {
  const app = new Hono();
  const secure = security({ container });
  app.use(secure.guard(token));
  app.get("/", (context) => context.json(1, 200, { "Cache-Control": "public, max-age=1" }));
  const response = await ask(secure.seal(app), "/");
  expect(fieldsOf(response, "cache-control")).toEqual(["public, max-age=1"]);
});

describe("the fields of guards are those of values behind them, and of nothing else", () => {
  const ticket = apiKeyQuery({ name: "ticket", [allowKeyInUrl]: true, verify: (name) => ({ name }) });
  const app = new Hono();
  const secure = security({ container });
  app.use("/in/*", secure.guard(ticket));
  app.use("/in/deep/*", secure.guard(token));
  const handler = secure.open(() => ({ open: true }));
  for (const path of ["/in", "/in/deep/one", "/out"]) app.get(path, handler);
  app.get(
    "/in/set",
    secure.open((context: Context) => (context.header("Referrer-Policy", "origin"), { open: true })),
  );
  app.get(
    "/in/response",
    secure.open(() => new Response("{}", { headers: { "Cache-Control": "no-cache" } })),
  );
  secure.seal(app);

  test.each([
    ["/out", [], []],
    ["/in?ticket=1", ["private, no-store"], ["no-referrer"]],
    ["/out", [], []],
    ["/in/deep/one?ticket=1", ["private, no-store"], ["no-referrer"]],
    ["/in/set?ticket=1", ["private, no-store"], ["origin"]],
    ["/in/response?ticket=1", ["no-cache"], ["no-referrer"]],
    ["/out", [], []],
  ])("%s", async (target, caching, policy) => {
    const response = await ask(app, target);
    expect(response.status).toBe(200);
    expect(fieldsOf(response, "cache-control")).toEqual(caching);
    expect(fieldsOf(response, "referrer-policy")).toEqual(policy);
  });
});

test("text that a handler answers has a type, also where it brings every field of the route itself", async () => {
  const app = new Hono();
  const secure = security({ container });
  app.get(
    "/",
    secure({ token }, () => new Response("<b>text</b>", { headers: { "Cache-Control": "private" } })),
  );
  const response = await ask(secure.seal(app), "/");
  expect(fieldsOf(response, "content-type")).toEqual(["text/plain; charset=UTF-8"]);
  expect(fieldsOf(response, "cache-control")).toEqual(["private"]);
});
