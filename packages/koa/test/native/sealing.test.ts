import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, type SecurityEvent } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type KoaHandler, type KoaSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));

interface Parts {
  readonly app: Koa;
  readonly router: Router;
  readonly secure: KoaSecure;
  /** A secured handler that counts. */
  readonly handler: KoaHandler;
  /** A Koa handler that counts. */
  readonly plain: (context: Koa.Context) => void;
}

/** Adds what answers `/r/late`, after an application with the router was sealed. */
type Late = readonly [title: string, add: (parts: Parts) => unknown];

const lates: readonly Late[] = [
  ["a handler on the router", ({ router, handler }) => router.get("/r/late", handler)],
  ["an open handler on it", ({ router, secure, plain }) => router.get("/r/late", secure.open(plain))],
  ["a handler for all methods", ({ router, handler }) => router.all("/r/late", handler)],
  ["a handler on a nested router", ({ router, handler }) => router.use("/r", new Router().get("/late", handler).routes())],
  ["a handler on another router", ({ app, handler }) => app.use(new Router({ prefix: "/r" }).get("/late", handler).routes())],
  ["a handler on the application", ({ app, handler }) => app.use(handler)],
  ["a guard before a handler of Koa's", ({ router, secure, plain }) => router.get("/r/late", secure.guard(token), plain)],
  ["a guard above one", ({ router, secure, plain }) => router.use("/r/late", secure.guard(token)).get("/r/late", plain)],
  ["a guard on the application", ({ app, secure, plain }) => app.use(secure.guard(token)).use(plain)],
  [
    "a handler on a router that another middleware calls",
    ({ app, handler }) => {
      const inner = new Router().get("/r/late", handler).routes();
      app.use((context, next) => inner(context as Parameters<typeof inner>[0], next));
    },
  ],
];

interface Outcome {
  readonly early: RawResponse;
  readonly late: RawResponse;
  readonly faults: readonly unknown[];
  readonly events: readonly SecurityEvent["type"][];
  readonly reached: number;
}

async function askLate(add: Late[1]): Promise<Outcome> {
  const events: SecurityEvent["type"][] = [];
  const secure = security({ container, onEvent: ({ type }) => void events.push(type) });
  let reached = 0;
  const router = new Router().get(
    "/r/early",
    secure({ token }, ({ token }) => token.sub),
  );
  const app = new Koa();
  secure.seal(app.use(router.routes()));
  const plain = (context: Koa.Context) => void (context.body = reached += 1);
  add({ app, router, secure, handler: secure({ token }, () => (reached += 1)), plain });
  const faults: unknown[] = [];
  app.on("error", (fault) => faults.push(fault));
  const [early, late] = await ask(app, "/r/early", "/r/late");
  return { early, late, faults, events, reached };
}

async function ask(app: Pick<Koa, "listen">, first: string, second: string): Promise<[RawResponse, RawResponse]> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const fields = ["Authorization: Bearer alice"];
  try {
    return [await send(port, { target: first, fields }), await send(port, { target: second, fields })];
  } finally {
    server.close();
  }
}

describe("what comes after seal() answers with a fault, and what came before with its value", () => {
  test.each(lates)("%s", async (_, add) => {
    const { early, late, faults, events, reached } = await askLate(add);
    expect(early).toMatchObject({ status: 200, body: '"alice"' });
    expect({ status: late.status, body: late.body, reached }).toEqual({ status: 500, body: "Internal Server Error", reached: 0 });
    expect(faults).toMatchObject([{ name: "ConfigurationError", code: "not_sealed" }]);
    expect(events).toEqual(["granted"]);
  });

  test("sealing once more lets it answer", async () => {
    const again = ({ app, router, secure, handler }: Parts) => secure.seal((router.get("/r/late", handler), app));
    const { late, reached } = await askLate(again);
    expect([late.status, late.body, reached]).toEqual([200, "1", 1]);
  });
});
