import type { Server } from "node:net";
import { security, type Given } from "@ampoule/express";
import express, { type Express, type RequestHandler } from "express";
import { expressjwt, type Request as TokenRequest } from "express-jwt";
import { auth } from "express-oauth2-jwt-bearer";
import passport from "passport";
import { ExtractJwt, Strategy } from "passport-jwt";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, otherPath, path, Users, type User } from "../user.js";
import { accountByHand, userByHand, userByNode } from "./by-hand.js";
import { declared, services } from "./declared.js";

const users = new Users();

function listen(app: Express): Server {
  return app.listen(0, "127.0.0.1");
}

const secured: Parameters<typeof declared<Express, Given, RequestHandler>>[0] = (declare, container = services()) => {
  const app = express();
  const secure = security({ container });
  const { handler, guard, others = [] } = declare(secure);
  if (guard !== undefined) app.use(guard);
  for (const [index, other] of others.entries()) app.get(otherPath(index), other);
  app.get(path, handler);
  return listen(secure.seal(app));
};

/** Finds the user itself, and leaves it at the request. */
function passportJwt({ algorithm, secret, pem, issuer, audience }: Material): Server {
  const options = { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), issuer, audience, algorithms: [algorithm as "HS256"] };
  const strategy = new Strategy(
    { ...options, secretOrKey: algorithm === "HS256" ? secret : pem },
    ({ sub }: { sub?: string }, done: (fault: null, user: User | false) => void) => done(null, users.bySubject(sub) ?? false),
  );
  const authenticator = new passport.Passport().use(strategy);
  const guard = authenticator.authenticate("jwt", { session: false }) as RequestHandler;
  return listen(express().get(path, guard, (request, response) => void response.json(request.user)));
}

/** Middleware of somebody else's, and the user looked up behind it. */
function behind(middleware: RequestHandler, subjectOf: (request: TokenRequest) => string | undefined): Server {
  const app = express();
  app.get(path, middleware, (request, response) => {
    const user = users.bySubject(subjectOf(request));
    if (user === undefined) return void response.sendStatus(401);
    return void response.json(user);
  });
  return listen(app);
}

async function byHand(finding: ReturnType<typeof userByHand | typeof userByNode>): Promise<Server> {
  const userOf = await finding;
  const app = express();
  app.get(path, async (request, response) => {
    const user = await userOf(request.headers.authorization);
    if (user === undefined) return void response.sendStatus(401);
    return void response.json(user);
  });
  return listen(app);
}

function expressJwt({ algorithm, secret, pem, issuer, audience }: Material): Server {
  const key = algorithm === "HS256" ? secret : pem;
  return behind(expressjwt({ secret: key, issuer, audience, algorithms: [algorithm as "HS256"] }), ({ auth: token }) => token?.sub);
}

function oauth2Bearer({ secret, issuer, audience }: Material): Server {
  return behind(
    auth({ secret, issuer, audience, tokenSigningAlg: "HS256" }),
    ({ auth: token }) => (token?.["payload"] as { sub?: string } | undefined)?.sub,
  );
}

function open(size = 1): Server {
  const app = express();
  const handler: RequestHandler = (_request, response) => void response.json(anybody);
  for (let index = 0; index < size - 1; index += 1) app.get(otherPath(index), handler);
  return listen(app.get(path, handler));
}

export const contestants: Contestants = {
  ...declared<Express, Given, RequestHandler>(secured),
  "no auth": (_, { size }) => open(size),
  "jose by hand": (material) => byHand(userByHand(material)),
  "node:crypto by hand": (material) => byHand(userByNode(material)),
  "bcrypt by hand": (material) => byHand(accountByHand(material)),
  "express-jwt": expressJwt,
  "express-oauth2-jwt-bearer": oauth2Bearer,
  "passport-jwt": passportJwt,
};
