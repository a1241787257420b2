import type { Server } from "node:net";
import { bearer } from "@ampoule/core";
import { jwt, type AccessToken } from "@ampoule/core/jwt";
import { security as expressSecurity } from "@ampoule/express";
import { security as honoSecurity } from "@ampoule/hono";
import { security as koaSecurity } from "@ampoule/koa";
import { protectedPath } from "@ampoule/testing/hostile-bearer";
import { serve } from "@hono/node-server";
import Router from "@koa/router";
import express from "express";
import { Hono } from "hono";
import Koa from "koa";
import { container } from "tsyringe";
import type { Contestant, Told } from "./contestant.js";

function tokenOf({ issuer, audience, secret }: Told) {
  return bearer(jwt({ issuer, audience, keys: [{ alg: "HS256", secret }] }));
}

const answer = ({ token: { sub } }: { readonly token: AccessToken }) => ({ sub });

function onExpress(told: Told): Server {
  const app = express();
  const secure = expressSecurity({ container: container.createChildContainer() });
  app.get(protectedPath, secure({ token: tokenOf(told) }, answer));
  return secure.seal(app).listen(0, "127.0.0.1");
}

function onKoa(told: Told): Server {
  const app = new Koa();
  const router = new Router();
  const secure = koaSecurity({ container: container.createChildContainer() });
  router.get(protectedPath, secure({ token: tokenOf(told) }, answer));
  return secure.seal(app.use(router.routes())).listen(0, "127.0.0.1");
}

function onHono(told: Told): Server {
  const app = new Hono();
  const secure = honoSecurity({ container: container.createChildContainer() });
  app.get(protectedPath, secure({ token: tokenOf(told) }, answer));
  return serve({ fetch: secure.seal(app).fetch, hostname: "127.0.0.1", port: 0 });
}

export const ours: readonly Contestant[] = [
  { name: "ampoule express", type: "at+jwt", serve: onExpress },
  { name: "ampoule koa", type: "at+jwt", serve: onKoa },
  { name: "ampoule hono", type: "at+jwt", serve: onHono },
];
