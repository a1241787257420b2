import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, Security } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context, type Next } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));

/** Puts a function without parameters of its own in the method's place, as decorators for logs and caches do. */
function traced<T>(_: object, _name: string, descriptor: TypedPropertyDescriptor<T>): void {
  const inner = descriptor.value as (...values: unknown[]) => unknown;
  const outer = function (this: unknown, ...values: unknown[]): unknown {
    return inner.apply(this, values);
  };
  descriptor.value = outer as T;
}

class Controller {
  @traced
  first(@Security(token) me: Me, context: Context, next: Next): Response {
    return context.json([me.sub, context.req.path, typeof next]);
  }
  @traced
  between(context: Context, @Security(token) me: Me, next: Next): Response {
    return context.json([me.sub, context.req.path, typeof next]);
  }
  @traced
  last(context: Context, next: Next, @Security(token) me: Me): Response {
    return context.json([me.sub, context.req.path, typeof next]);
  }
  @traced
  value(@Security(token) me: Me, context: Context): unknown {
    return [me.sub, context.req.path, "function"];
  }
}

async function ask(app: Hono, ...fields: string[]): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target: "/", fields });
  } finally {
    server.close();
  }
}

describe("a method that a decorator wraps receives what is declared, then the rest of context and next", () => {
  test.each(["first", "between", "last", "value"] as const)("%s", async (method) => {
    const secure = security({ container });
    const app = secure.seal(new Hono().get("/", secure(Controller, method)));
    expect(await ask(app, "Authorization: Bearer alice")).toMatchObject({ status: 200, body: '["alice","/","function"]' });
    expect((await ask(app)).status).toBe(401);
  });
});
