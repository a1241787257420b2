import "reflect-metadata";
import { allOf, anyOf, apiKeyHeader, basic, bearer, optional, scoped, type AnyProvider } from "@ampoule/core";
import type { OpenApiDocument } from "@ampoule/core/openapi";
import { security as expressSecurity } from "@ampoule/express";
import { security as honoSecurity } from "@ampoule/hono";
import { security as koaSecurity } from "@ampoule/koa";
import Router from "@koa/router";
import express from "express";
import { Hono } from "hono";
import Koa from "koa";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { expectSound } from "../../../packages/core/test/openapi/sound.js";

const info = { title: "Agreement", version: "1" };
const token = bearer({ scopes: ["read"], verify: (sub) => ({ sub, scope: "read" }) });
const key = apiKeyHeader({ name: "x-key", verify: (text) => text });
const user = basic({ verify: ({ username }) => username });

const secured: readonly (readonly [method: "get" | "post" | "all", path: string, provider: AnyProvider])[] = [
  ["get", "/both/:id", allOf({ token: scoped(token, "read"), key })],
  ["post", "/both/:other", anyOf(allOf({ token, key }), user)],
  ["get", "/optional", optional(user)],
  ["all", "/everything", key],
  ["get", "/guarded/:a/:b", key],
];

const answer = () => "answer";

function onExpress(): OpenApiDocument {
  const app = express();
  const secure = expressSecurity({ container });
  app.use("/guarded", secure.guard(token));
  for (const [method, path, it] of secured) app[method](path, secure({ it }, answer));
  app.use("/nested", express.Router().get("/open/:id", secure.open(answer)));
  return secure.document(app, { info });
}

function onKoa(): OpenApiDocument {
  const router = new Router();
  const secure = koaSecurity({ container });
  router.use("/guarded", secure.guard(token));
  for (const [method, path, it] of secured) router[method](path, secure({ it }, answer));
  router.use("/nested", new Router().get("/open/:id", secure.open(answer)).routes());
  return secure.document(new Koa().use(router.routes()), { info });
}

function onHono(): OpenApiDocument {
  const app = new Hono();
  const secure = honoSecurity({ container });
  app.use("/guarded/*", secure.guard(token));
  for (const [method, path, it] of secured) app[method](path, secure({ it }, answer));
  app.route("/nested", new Hono().get("/open/:id", secure.open(answer)));
  return secure.document(app, { info });
}

test("the same routes make the same document on each framework, down to the order", async () => {
  const document = onExpress();
  await expectSound(document);
  expect(document.paths?.["/both/{id}"]).toMatchObject({
    get: { security: [{ HTTPBearer: ["read"], APIKeyHeader: [] }] },
    post: { security: [{ HTTPBearer: [], APIKeyHeader: [] }, { HTTPBasic: [] }], parameters: [{ name: "id" }] },
  });
  expect(document.paths?.["/guarded/{a}/{b}"]?.get?.security).toEqual([{ HTTPBearer: [], APIKeyHeader: [] }]);
  expect(Object.keys(document.paths?.["/everything"] ?? {})).toEqual(["get", "put", "post", "delete", "patch"]);
  expect(document.paths?.["/nested/open/{id}"]?.get).not.toHaveProperty("security");
  for (const other of [onKoa(), onHono()]) expect(JSON.stringify(other)).toBe(JSON.stringify(document));
});
