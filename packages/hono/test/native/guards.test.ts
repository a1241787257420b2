import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, narrow, optional, provider, REQUEST } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import { createAdaptorServer } from "@hono/node-server";
import { Hono, type Env } from "hono";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type HonoSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const upper = provider({ token }, async ({ token }) => token.sub.toUpperCase());
const root = narrow(token, "root", (one): one is { sub: "root" } => one.sub === "root");
const alice = "Authorization: Bearer alice";

async function ask<E extends Env>(app: Hono<E>, target: string, ...fields: string[]): Promise<RawResponse> {
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields });
  } finally {
    server.close();
  }
}

type Case = readonly [title: string, add: (app: Hono, secure: HonoSecure) => void, target: string, body: string];

const readBacks: readonly Case[] = [
  [
    "in an ordinary handler behind it",
    (app, secure) => {
      const guard = secure.guard(token);
      app.use(guard);
      app.get("/me", (context) => context.text(guard.of(context).sub));
    },
    "/me",
    "alice",
  ],
  [
    "behind an optional one on the route",
    (app, secure) => {
      const guard = secure.guard(optional(token));
      app.get("/me", guard, (context) => context.text(guard.of(context)?.sub ?? "nobody"));
    },
    "/me",
    "alice",
  ],
  [
    "each of two guards, one above the nested application and one in it",
    (app, secure) => {
      const [outer, inner] = [secure.guard(token), secure.guard(upper)];
      const nested = new Hono().use(inner).get("/me", (context) => context.json([outer.of(context).sub, inner.of(context).length]));
      app.use("/team/*", outer).route("/team", nested);
    },
    "/team/me",
    '["alice",5]',
  ],
  [
    "below a path with parameters, beside them",
    (app, secure) => {
      const guard = secure.guard(token);
      app.use("/teams/:team/*", guard);
      app.get("/teams/:team/items/:id", (context) =>
        context.json([guard.of(context).sub, ...Object.values(context.req.param()).toSorted()]),
      );
    },
    "/teams/red/items/7",
    '["alice","7","red"]',
  ],
  [
    "in a nested application with its own error handler",
    (app, secure) => {
      const guard = secure.guard(token);
      const nested = new Hono().onError((fault, context) => context.json([fault.message, guard.of(context).sub]));
      nested.get("/me", guard, () => {
        throw new Error("mine");
      });
      app.route("/team", nested);
    },
    "/team/me",
    '["mine","alice"]',
  ],
  [
    "in the application's answer to what is missing",
    (app, secure) => {
      const guard = secure.guard(token);
      app.use(guard).notFound((context) => context.text(`nothing for ${guard.of(context).sub}`));
    },
    "/me",
    "nothing for alice",
  ],
];

describe("what a guard provided is read back", () => {
  test.each(readBacks)("%s", async (_, add, target, body) => {
    const app = new Hono();
    const secure = security({ container });
    add(app, secure);
    expect(await ask(secure.seal(app), target, alice)).toMatchObject({ status: 200, body });
  });
});

test("a guard that did not run for the request is a fault in app.onError, also where a twin of it ran", async () => {
  const secure = security({ container });
  const [ran, twin] = [secure.guard(token), secure.guard(token)];
  const faults: unknown[] = [];
  const app = new Hono().onError((fault, context) => (faults.push(fault), context.body(null, 500)));
  app.get("/me", ran, (context) => context.json(twin.of(context)));
  expect((await ask(secure.seal(app), "/me", alice)).status).toBe(500);
  expect(faults).toMatchObject([{ name: "ConfigurationError", code: "no_security" }]);
});

test("the inner guard refuses who passed the outer one, and nothing behind it runs", async () => {
  const secure = security({ container });
  let reached = 0;
  const app = new Hono().use("/admin", secure.guard(token)).use("/admin", secure.guard(root));
  app.get("/admin", (context) => context.json((reached += 1)));
  secure.seal(app);
  expect((await ask(app, "/admin")).status).toBe(401);
  expect((await ask(app, "/admin", alice)).status).toBe(403);
  expect(reached).toBe(0);
  expect((await ask(app, "/admin", "Authorization: Bearer root")).body).toBe("1");
});

interface AppEnv extends Env {
  Bindings: { readonly REGION: string };
  Variables: { trace: string; name: string };
}

test("an application's own variables and bindings go through guards and handlers, typed", async () => {
  const secure = security<AppEnv>({ container });
  const guard = secure.guard(provider({ token, request: REQUEST }, ({ token, request }) => `${token.sub}${request.url}`));
  const app = new Hono<AppEnv>();
  app.use(async (context, next) => (context.set("trace", "t-1"), next()));
  app.use("/typed/*", guard, async (context, next) => (context.set("name", guard.of(context)), next()));
  const handler = secure({ token }, ({ token }, context) => {
    const { trace, name } = context.var;
    return [token.sub, trace, name, context.get("name").length, context.env.REGION];
  });
  app.get("/typed/:id", handler);
  const fetched = await secure.seal(app).request("/typed/1?a=b", { headers: { Authorization: "Bearer alice" } }, { REGION: "north" });
  expect(await fetched.json()).toEqual(["alice", "t-1", "alice/typed/1?a=b", 17, "north"]);
});
