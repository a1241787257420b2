import type { Server } from "node:net";
import { security, type Given, type KoaApplication, type KoaHandler } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import koaJwt from "koa-jwt";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, path, Users } from "../user.js";
import { accountByHand, userByHand } from "./by-hand.js";
import { declared, services } from "./declared.js";

const users = new Users();

function listen(app: Koa, router: Router): Server {
  return app.use(router.routes()).listen(0, "127.0.0.1");
}

function routed(handler: Koa.Middleware): Server {
  return listen(new Koa(), new Router().get(path, handler));
}

const secured: Parameters<typeof declared<KoaApplication, Given, KoaHandler>>[0] = (declare) => {
  const [app, router] = [new Koa(), new Router()];
  const secure = security({ container: services() });
  const { handler, guard } = declare(secure);
  if (guard !== undefined) app.use(guard);
  app.use(router.get(path, handler).routes());
  return secure.seal(app).listen(0, "127.0.0.1");
};

async function byHand(finding: ReturnType<typeof userByHand>): Promise<Server> {
  const userOf = await finding;
  return routed(async (context) => {
    const user = await userOf(context.get("authorization"));
    if (user === undefined) context.throw(401);
    context.body = user;
  });
}

function koaJwtServer({ algorithm, secret, pem, issuer, audience }: Material): Server {
  const app = new Koa();
  app.use(koaJwt({ secret: algorithm === "HS256" ? secret : pem, issuer, audience, algorithms: [algorithm] }));
  const router = new Router().get(path, (context) => {
    const user = users.bySubject((context.state["user"] as { sub?: string }).sub);
    if (user === undefined) context.throw(401);
    context.body = user;
  });
  return listen(app, router);
}

export const contestants: Contestants = {
  ...declared<KoaApplication, Given, KoaHandler>(secured),
  "no auth": () => routed((context) => void (context.body = anybody)),
  "jose by hand": (material) => byHand(userByHand(material)),
  "bcrypt by hand": (material) => byHand(accountByHand(material)),
  "koa-jwt": koaJwtServer,
};
