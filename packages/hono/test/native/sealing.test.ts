import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, type SecurityEvent } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type HonoHandler, type HonoSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));

interface Parts {
  readonly app: Hono;
  readonly secure: HonoSecure;
  /** A secured handler that counts. */
  readonly handler: HonoHandler;
  /** A Hono handler that counts. */
  readonly plain: (context: Context) => Response;
}

/** Adds what answers `/r/late`, after an application was sealed. */
type Late = readonly [title: string, add: (parts: Parts) => unknown];

const lates: readonly Late[] = [
  ["a handler on the application", ({ app, handler }) => app.get("/r/late", handler)],
  ["an open handler on it", ({ app, secure, plain }) => app.get("/r/late", secure.open(plain))],
  ["a handler for all methods", ({ app, handler }) => app.all("/r/late", handler)],
  ["a handler on a nested application", ({ app, handler }) => app.route("/r", new Hono().get("/late", handler))],
  ["a handler on an application that is mounted", ({ app, handler }) => app.mount("/r", passing(new Hono().get("/late", handler)).fetch)],
  ["a guard before a handler of Hono's", ({ app, secure, plain }) => app.get("/r/late", secure.guard(token), plain)],
  ["a guard above one", ({ app, secure, plain }) => app.use("/r/late", secure.guard(token)).get("/r/late", plain)],
  ["a handler that another function calls", ({ app, handler }) => app.get("/r/late", (context, next) => handler(context, next))],
];

/** A mounted application has an error handler of its own: this one leaves it to the application above. */
function passing(app: Hono): Hono {
  return app.onError((fault) => Promise.reject(fault));
}

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
  const early = new Hono().get(
    "/early",
    secure({ token }, ({ token }) => token.sub),
  );
  const app = secure.seal(new Hono().route("/r", early));
  const plain = (context: Context) => context.json((reached += 1));
  add({ app, secure, handler: secure({ token }, () => (reached += 1)), plain });
  const faults: unknown[] = [];
  app.onError((fault, context) => (faults.push(fault), context.body(null, 500)));
  const [first, second] = await ask(app, "/r/early", "/r/late");
  return { early: first, late: second, faults, events, reached };
}

async function ask(app: Hono, first: string, second: string): Promise<[RawResponse, RawResponse]> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
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
    const again = ({ app, secure, handler }: Parts) => secure.seal(app.get("/r/late", handler));
    const { late, reached } = await askLate(again);
    expect([late.status, late.body, reached]).toEqual([200, "1", 1]);
  });
});
