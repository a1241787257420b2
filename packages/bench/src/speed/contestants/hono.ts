import type { Server } from "node:net";
import { security, type Given, type HonoHandler } from "@ampoule/hono";
import { serve } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { basicAuth } from "hono/basic-auth";
import { jwt as honoJwt } from "hono/jwt";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, otherPath, path, Users, type User } from "../user.js";
import { accountByHand, userByHand, userByNode } from "./by-hand.js";
import { declared, services } from "./declared.js";

const users = new Users();

function listen(app: Hono): Server {
  return serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
}

const secured: Parameters<typeof declared<Hono, Given, HonoHandler>>[0] = (declare, container = services()) => {
  const app = new Hono();
  const secure = security({ container });
  const { handler, guard, others = [] } = declare(secure);
  if (guard !== undefined) app.use(guard);
  for (const [index, other] of others.entries()) app.get(otherPath(index), other);
  app.get(path, handler);
  return listen(secure.seal(app));
};

function answer(context: Context, user: User | undefined): Response {
  return user === undefined ? context.json({}, 401) : context.json(user);
}

async function byHand(finding: ReturnType<typeof userByHand | typeof userByNode>): Promise<Server> {
  const userOf = await finding;
  return listen(new Hono().get(path, async (context) => answer(context, await userOf(context.req.header("authorization")))));
}

function honoJwtServer({ algorithm, secret, pem, issuer, audience }: Material): Server {
  const app = new Hono();
  app.use(path, honoJwt({ secret: algorithm === "HS256" ? secret : pem, alg: algorithm, verification: { iss: issuer, aud: audience } }));
  return listen(app.get(path, (context) => answer(context, users.bySubject((context.get("jwtPayload") as { sub?: string }).sub))));
}

function honoBasicServer({ password }: Material): Server {
  const app = new Hono().use(path, basicAuth({ username: anybody.id, password }));
  return listen(app.get(path, (context) => answer(context, anybody)));
}

function open(size = 1): Server {
  const app = new Hono();
  for (let index = 0; index < size - 1; index += 1) app.get(otherPath(index), (context) => context.json(anybody));
  return listen(app.get(path, (context) => context.json(anybody)));
}

export const contestants: Contestants = {
  ...declared<Hono, Given, HonoHandler>(secured),
  "no auth": (_, { size }) => open(size),
  "jose by hand": (material) => byHand(userByHand(material)),
  "node:crypto by hand": (material) => byHand(userByNode(material)),
  "bcrypt by hand": (material) => byHand(accountByHand(material)),
  "hono/jwt": honoJwtServer,
  "hono/basic-auth": honoBasicServer,
};
