import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, Security } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
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
  first(@Security(token) me: Me, request: Request, response: Response, next: NextFunction): void {
    response.json([me.sub, request.path, typeof next]);
  }
  @traced
  between(request: Request, @Security(token) me: Me, response: Response, next: NextFunction): void {
    response.json([me.sub, request.path, typeof next]);
  }
  @traced
  last(request: Request, response: Response, next: NextFunction, @Security(token) me: Me): void {
    response.json([me.sub, request.path, typeof next]);
  }
  @traced
  value(@Security(token) me: Me, request: Request): unknown {
    return [me.sub, request.path, "function"];
  }
}

async function ask(app: Express, ...fields: string[]): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target: "/", fields });
  } finally {
    server.close();
  }
}

describe("a method that a decorator wraps receives what is declared, then the rest of request, response and next", () => {
  test.each(["first", "between", "last", "value"] as const)("%s", async (method) => {
    const secure = security({ container });
    const app = secure.seal(express().get("/", secure(Controller, method)));
    expect(await ask(app, "Authorization: Bearer alice")).toMatchObject({ status: 200, body: '["alice","/","function"]' });
    expect((await ask(app)).status).toBe(401);
  });
});
