import type { Server } from "node:net";
import { security, type Given, type KoaApplication, type KoaHandler } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import koaJwt from "koa-jwt";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, otherPath, path, Users } from "../user.js";
import { accountByHand, userByHand, userByNode } from "./by-hand.js";
import { declared, services } from "./declared.js";

const users = new Users();

function listen(app: Koa, router: Router): Server {
  return app.use(router.routes()).listen(0, "127.0.0.1");
}

function routed(handler: Koa.Middleware): Server {
  return listen(new Koa(), new Router().get(path, handler));
}

const secured: Parameters<typeof declared<KoaApplication, Given, KoaHandler>>[0] = (declare, container = services()) => {
  const [app, router] = [new Koa(), new Router()];
  const secure = security({ container });
  const { handler, guard, others = [] } = declare(secure);
  if (guard !== undefined) app.use(guard);
  for (const [index, other] of others.entries()) router.get(otherPath(index), other);
  app.use(router.get(path, handler).routes());
  return secure.seal(app).listen(0, "127.0.0.1");
};

async function byHand(finding: ReturnType<typeof userByHand | typeof userByNode>): Promise<Server> {
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

function open(size = 1): Server {
  const router = new Router();
  const handler: Koa.Middleware = (context) => void (context.body = anybody);
  for (let index = 0; index < size - 1; index += 1) router.get(otherPath(index), handler);
  return listen(new Koa(), router.get(path, handler));
}

export const contestants: Contestants = {
  ...declared<KoaApplication, Given, KoaHandler>(secured),
  "no auth": (_, { size }) => open(size),
  "jose by hand": (material) => byHand(userByHand(material)),
  "node:crypto by hand": (material) => byHand(userByNode(material)),
  "bcrypt by hand": (material) => byHand(accountByHand(material)),
  "koa-jwt": koaJwtServer,
};
