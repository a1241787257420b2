import type { Server } from "node:net";
import { protectedPath } from "@ampoule/testing/hostile-bearer";
import { serve } from "@hono/node-server";
import express, { type RequestHandler } from "express";
import { expressjwt } from "express-jwt";
import { auth } from "express-oauth2-jwt-bearer";
import { Hono } from "hono";
import { jwt as honoJwt } from "hono/jwt";
import Koa from "koa";
import koaJwt from "koa-jwt";
import type { Contestant, Told } from "./contestant.js";

function onExpress(guard: RequestHandler): Server {
  const app = express();
  // Express' own error handler answers; in this environment it does not print every refusal.
  app.set("env", "test");
  app.get(protectedPath, guard, (_request, response) => void response.json({ ok: true }));
  return app.listen(0, "127.0.0.1");
}

function onKoa({ secret, issuer, audience }: Told): Server {
  const app = new Koa();
  app.silent = true;
  app.use(koaJwt({ secret, issuer, audience, algorithms: ["HS256"] }));
  app.use((context) => void (context.body = { ok: true }));
  return app.listen(0, "127.0.0.1");
}

function onHono({ secret, issuer, audience }: Told): Server {
  const app = new Hono();
  app.use(protectedPath, honoJwt({ secret, alg: "HS256", verification: { iss: issuer, aud: audience } }));
  app.get(protectedPath, (context) => context.json({ ok: true }));
  return serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
}

/** Library defaults, but for the algorithm, the issuer and the audience. */
export const theirs: readonly Contestant[] = [
  {
    name: "express-oauth2-jwt-bearer",
    type: "JWT",
    serve: ({ secret, issuer, audience }) => onExpress(auth({ secret, issuer, audience, tokenSigningAlg: "HS256" })),
  },
  {
    name: "express-jwt",
    type: "JWT",
    serve: ({ secret, issuer, audience }) => onExpress(expressjwt({ secret, issuer, audience, algorithms: ["HS256"] })),
  },
  { name: "koa-jwt", type: "JWT", serve: onKoa },
  { name: "hono/jwt", type: "JWT", serve: onHono },
];
