import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bearer, narrow, provider, REQUEST } from "@ampoule/core";
import { send, type RawResponse } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security, type ExpressSecure } from "../../src/index.js";

const token = bearer((sub) => ({ sub }));
const upper = provider({ token }, async ({ token }) => token.sub.toUpperCase());
const root = narrow(token, "root", (one): one is { sub: "root" } => one.sub === "root");
const alice = "Authorization: Bearer alice";

async function ask(app: Express, target: string, ...fields: string[]): Promise<RawResponse> {
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await send((server.address() as AddressInfo).port, { target, fields });
  } finally {
    server.close();
  }
}

type Case = readonly [title: string, add: (app: Express, secure: ExpressSecure) => void, target: string, body: string];

const readBacks: readonly Case[] = [
  [
    "in an ordinary handler behind it",
    (app, secure) => {
      const guard = secure.guard(token);
      app.use(guard);
      app.get("/me", (request, response) => void response.json(guard.of(request).sub));
    },
    "/me",
    '"alice"',
  ],
  [
    "each of two guards, one above the router and one on it",
    (app, secure) => {
      const [outer, inner] = [secure.guard(token), secure.guard(upper)];
      const router = express.Router();
      router.use(inner);
      router.get("/me", (request, response) => void response.json([outer.of(request).sub, inner.of(request).length]));
      app.use("/team", outer, router);
    },
    "/team/me",
    '["alice",5]',
  ],
  [
    "below a mount path with parameters, beside them",
    (app, secure) => {
      const guard = secure.guard(token);
      app.use("/teams/:team", guard);
      app.get("/teams/:team/items/:id", (request, response) => void response.json([guard.of(request).sub, request.params]));
    },
    "/teams/red/items/7",
    '["alice",{"team":"red","id":"7"}]',
  ],
  [
    "in a chained route, in its other methods too",
    (app, secure) => {
      const guard = secure.guard(token);
      const read = (request: Request, response: Response) => void response.json(guard.of(request).sub);
      app.route("/items").all(guard).post(read).get(read);
    },
    "/items",
    '"alice"',
  ],
  [
    "in a mounted application",
    (app, secure) => {
      const guard = secure.guard(token);
      const inner = express();
      inner.get("/me", guard, (request, response) => void response.json(guard.of(request).sub));
      app.use("/inner", inner);
      secure.seal(inner);
    },
    "/inner/me",
    '"alice"',
  ],
  [
    "in an error handler",
    (app, secure) => {
      const guard = secure.guard(token);
      app.get("/me", guard, () => {
        throw new Error("mine");
      });
      // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
      app.use((fault: Error, request: Request, response: Response, _next: NextFunction) => {
        response.json([fault.message, guard.of(request).sub]);
      });
    },
    "/me",
    '["mine","alice"]',
  ],
];

describe("what a guard provided is read back", () => {
  test.each(readBacks)("%s", async (_, add, target, body) => {
    const app = express();
    const secure = security({ container });
    add(app, secure);
    secure.seal(app);
    expect(await ask(app, target, alice)).toMatchObject({ status: 200, body });
  });
});

test("a guard that did not run for the request is a fault in Express's error handler, also where a twin of it ran", async () => {
  const app = express();
  const secure = security({ container });
  const [ran, twin] = [secure.guard(token), secure.guard(token)];
  const faults: unknown[] = [];
  app.get("/me", ran, (request, response) => void response.json(twin.of(request).sub));
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: unknown, _request: Request, response: Response, _next: NextFunction) => {
    faults.push(fault);
    response.status(500).end();
  });
  expect((await ask(secure.seal(app), "/me", alice)).status).toBe(500);
  expect(faults).toMatchObject([{ name: "ConfigurationError", code: "no_security" }]);
});

test("the inner guard refuses who passed the outer one, and nothing behind it runs", async () => {
  const app = express();
  const secure = security({ container });
  let reached = 0;
  app.use("/admin", secure.guard(token));
  app.use("/admin", secure.guard(root), (_, response) => void response.json((reached += 1)));
  secure.seal(app);
  expect((await ask(app, "/admin")).status).toBe(401);
  expect((await ask(app, "/admin", alice)).status).toBe(403);
  expect(reached).toBe(0);
  expect((await ask(app, "/admin", "Authorization: Bearer root")).body).toBe("1");
});

test("below a mount path a provider sees the whole target, not what Express left of it", async () => {
  const app = express();
  const secure = security({ container });
  const url = secure.guard(provider({ token, request: REQUEST }, ({ request }) => request.url));
  app.use(
    "/a",
    express.Router().use("/b", url, (request, response) => void response.json([request.url, url.of(request)])),
  );
  expect((await ask(secure.seal(app), "/a/b/c?d=e", alice)).body).toBe('["/c?d=e","/a/b/c?d=e"]');
});
