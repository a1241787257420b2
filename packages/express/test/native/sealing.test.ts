import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, type SecurityEvent } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import express, { Router, type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type ExpressSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));

interface Parts {
  readonly app: Express;
  readonly router: Router;
  readonly secure: ExpressSecure;
  /** A secured handler that counts. */
  readonly handler: RequestHandler;
  /** An Express handler that counts. */
  readonly plain: RequestHandler;
}

/** Adds what answers `/r/late`, after an application with the router under `/r` was sealed. */
type Late = readonly [title: string, add: (parts: Parts) => unknown];

const lates: readonly Late[] = [
  ["a handler on a nested router", ({ router, handler }) => router.get("/late", handler)],
  ["an open handler on it", ({ router, secure, plain }) => router.get("/late", secure.open(plain))],
  ["a handler on the application", ({ app, handler }) => app.get("/r/late", handler)],
  ["a handler for all methods", ({ router, handler }) => router.all("/late", handler)],
  ["a handler in a router that comes late itself", ({ app, handler }) => app.use("/r", Router().get("/late", handler))],
  [
    "a handler in an application that comes late itself",
    ({ app, secure, handler }) => {
      const inner = express().get("/late", handler);
      app.use("/r", inner);
      secure.seal(inner);
    },
  ],
  ["a guard before a handler of Express's", ({ router, secure, plain }) => router.get("/late", secure.guard(token), plain)],
  ["a guard above one", ({ router, secure, plain }) => router.use(secure.guard(token)).get("/late", plain)],
  ["a handler that another function calls", ({ router, handler }) => router.get("/late", (...given) => void handler(...given))],
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
  const router = Router().get(
    "/early",
    secure({ token }, ({ token }) => token.sub),
  );
  const app = secure.seal(express().use("/r", router));
  const plain = (_: Request, response: Response) => void response.json((reached += 1));
  add({ app, router, secure, handler: secure({ token }, () => (reached += 1)), plain });
  const faults: unknown[] = [];
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: unknown, _request: Request, response: Response, _next: NextFunction) => {
    faults.push(fault);
    response.status(500).end();
  });
  const [early, late] = await ask(app, "/r/early", "/r/late");
  return { early, late, faults, events, reached };
}

async function ask(app: Express, first: string, second: string): Promise<[RawResponse, RawResponse]> {
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
    expect({ status: late.status, body: late.body, reached }).toEqual({ status: 500, body: "", reached: 0 });
    expect(faults).toMatchObject([{ name: "ConfigurationError", code: "not_sealed" }]);
    expect(events).toEqual(["granted"]);
  });

  test("sealing once more lets it answer", async () => {
    const again = ({ app, router, secure, handler }: Parts) => secure.seal((router.get("/late", handler), app));
    const { late, reached } = await askLate(again);
    expect([late.status, late.body, reached]).toEqual([200, "1", 1]);
  });
});
