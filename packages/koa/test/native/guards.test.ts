import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, narrow, optional, provider, REQUEST } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type KoaSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const upper = provider({ token }, async ({ token }) => token.sub.toUpperCase());
const root = narrow(token, "root", (one): one is { sub: "root" } => one.sub === "root");
const alice = "Authorization: Bearer alice";

async function ask(app: Pick<Koa, "listen">, target: string, ...fields: string[]): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields });
  } finally {
    server.close();
  }
}

type Add = (router: Router, secure: KoaSecure, app: Koa) => void;
type Case = readonly [title: string, add: Add, target: string, body: string];

const readBacks: readonly Case[] = [
  [
    "in an ordinary handler behind one on the application",
    (router, secure, app) => {
      const guard = secure.guard(token);
      app.use(guard);
      router.get("/me", (context) => void (context.body = guard.of(context).sub));
    },
    "/me",
    "alice",
  ],
  [
    "in a middleware behind it that waits for the answer",
    (router, secure, app) => {
      const guard = secure.guard(token);
      app.use(guard);
      app.use(async (context, next) => {
        await next();
        context.body = `${String(context.body)} for ${guard.of(context).sub}`;
      });
      router.get(
        "/me",
        secure({ token }, (_, context) => void (context.body = "made")),
      );
    },
    "/me",
    "made for alice",
  ],
  [
    "behind an optional one on the route",
    (router, secure) => {
      const guard = secure.guard(optional(token));
      router.get("/me", guard, (context) => void (context.body = [guard.of(context)?.sub ?? "nobody"]));
    },
    "/me",
    '["alice"]',
  ],
  [
    "each of two guards, one above the nested router and one on it",
    (router, secure) => {
      const [outer, inner] = [secure.guard(token), secure.guard(upper)];
      const nested = new Router({ prefix: "/team" });
      nested.use(inner).get("/me", (context) => void (context.body = [outer.of(context).sub, inner.of(context).length]));
      router.use(outer).use(nested.routes());
    },
    "/team/me",
    '["alice",5]',
  ],
  [
    "below a mount path with parameters, beside them",
    (router, secure) => {
      const guard = secure.guard(token);
      router.use("/teams/:team", guard);
      router.get("/teams/:team/items/:id", (context) => void (context.body = [guard.of(context).sub, { ...context.params }]));
    },
    "/teams/red/items/7",
    '["alice",{"team":"red","id":"7"}]',
  ],
  [
    "below a prefix with parameters, beside them",
    (router, secure) => {
      const guard = secure.guard(token);
      router.prefix("/teams/:team");
      router.use(guard).get("/me", (context) => void (context.body = [guard.of(context).sub, { ...context.params }]));
    },
    "/teams/red/me",
    '["alice",{"team":"red"}]',
  ],
];

function served(add: Add): Koa {
  const app = new Koa();
  app.silent = true;
  const router = new Router();
  const secure = security({ container });
  add(router, secure, app);
  app.use(router.routes());
  return secure.seal(app);
}

describe("what a guard provided is read back", () => {
  test.each(readBacks)("%s", async (_, add, target, body) => {
    expect(await ask(served(add), target, alice)).toMatchObject({ status: 200, body });
  });
});

test("a guard that did not run for the request is a fault on the application, also where a twin of it ran", async () => {
  const faults: unknown[] = [];
  const app = served((router, secure) => {
    const [ran, twin] = [secure.guard(token), secure.guard(token)];
    router.get("/me", ran, (context) => void (context.body = twin.of(context)));
  });
  app.on("error", (fault) => faults.push(fault));
  expect((await ask(app, "/me", alice)).status).toBe(500);
  expect(faults).toMatchObject([{ name: "ConfigurationError", code: "no_security" }]);
});

test("the inner guard refuses who passed the outer one, and nothing behind it runs", async () => {
  let reached = 0;
  const app = served((router, secure) => {
    router.use("/admin", secure.guard(token)).use("/admin", secure.guard(root));
    router.get("/admin", (context) => void (context.body = [(reached += 1)]));
  });
  expect((await ask(app, "/admin")).status).toBe(401);
  expect((await ask(app, "/admin", alice)).status).toBe(403);
  expect(reached).toBe(0);
  expect((await ask(app, "/admin", "Authorization: Bearer root")).body).toBe("[1]");
});

test("a provider sees the target as it was sent, not what a middleware made of it", async () => {
  const app = served((router, secure, outer) => {
    const url = secure.guard(provider({ token, request: REQUEST }, ({ request }) => request.url));
    outer.use((context, next) => ((context.path = context.path.replace("/v1", "")), next()));
    router.get("/me", url, (context) => void (context.body = [context.url, url.of(context)]));
  });
  expect((await ask(app, "/v1/me?a=b", alice)).body).toBe('["/me?a=b","/v1/me?a=b"]');
});
