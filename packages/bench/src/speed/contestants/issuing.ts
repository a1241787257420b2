// Servers that sign people in as well: what bearer tokens wait for while they do, and what a shared store costs.
import type { Server } from "node:net";
import { bcryptHasher, memoryStore, passwords, signingKeys, tokenEndpoint, tokens, type RefreshStore } from "@ampoule/accounts";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { security } from "@ampoule/express";
import { redisStore } from "@ampoule/store-redis";
import { hash, verify } from "@node-rs/bcrypt";
import express, { type Express } from "express";
import { SignJWT } from "jose";
import { createClient } from "redis";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, bcryptCost, checkedPath, path, tokenPath, Users } from "../user.js";
import { userByHand } from "./by-hand.js";
import { currentUserOf, services } from "./declared.js";

/** Ours, over a store. */
async function issuing(material: Material, store: RefreshStore): Promise<Express> {
  const { issuer, audience, secret, password } = material;
  const keys = signingKeys({ keys: [{ alg: "HS256", secret }] });
  const users = new Users();
  const auth = tokens({ issuer, audience, keys, store, account: (id) => users.bySubject(id) });
  const checked = passwords({ hasher: bcryptHasher({ cost: bcryptCost }) });
  const passwordHash = await checked.hash(password);
  const find = (name: string) => (name === anybody.id ? { account: anybody, passwordHash } : undefined);
  const app = express();
  // A hundred hashes take longer than a request may by default: 10 seconds.
  const secure = security({ container: services(), timeout: 120_000 });
  app.get(
    path,
    secure({ user: currentUserOf(material) }, ({ user }) => user),
  );
  const token = bearer(jwt(auth.verification));
  app.get(
    checkedPath,
    secure({ token, known: Users }, ({ token: { sub }, known }) => known.bySubject(sub)),
  );
  const authenticate = (login: { username: string; password: string }) => checked.authenticate(find, login.username, login.password);
  app.all(tokenPath, secure(tokenEndpoint({ tokens: auth, authenticate })));
  return secure.seal(app);
}

/** What people write: jose, and bcrypt, of which as many run as ask. */
async function byHand(material: Material): Promise<Express> {
  const { issuer, audience, secret, password } = material;
  const userOf = await userByHand(material);
  const passwordHash = await hash(password, { cost: bcryptCost });
  const key = new TextEncoder().encode(secret);
  const app = express().use(express.urlencoded());
  app.get(path, async (request, response) => {
    const user = await userOf(request.headers.authorization);
    if (user === undefined) return void response.sendStatus(401);
    return void response.json(user);
  });
  app.post(tokenPath, async (request, response) => {
    const form = request.body as { username: string; password: string };
    const isRight = await verify(form.password, passwordHash);
    if (!isRight || form.username !== anybody.id) return void response.status(400).json({ error: "invalid_grant" });
    const claims = new SignJWT().setIssuer(issuer).setAudience(audience).setSubject(anybody.id).setIssuedAt().setExpirationTime("15m");
    const token = await claims.setProtectedHeader({ alg: "HS256", typ: "at+jwt" }).sign(key);
    return void response.json({ access_token: token, token_type: "Bearer", expires_in: 900 });
  });
  return app;
}

const listen = (app: Express): Server => app.listen(0, "127.0.0.1");

export const contestants: Contestants = {
  "ampoule, sign-ins in the hashing queue": async (material) => listen(await issuing(material, memoryStore())),
  "ampoule, sign-ins in Redis": async (material, { redis: url }) => {
    if (url === undefined) throw new TypeError("Where is Redis?");
    const client = await createClient({ url }).connect();
    return listen(await issuing(material, redisStore({ client })));
  },
  "jose and bcrypt by hand": async (material) => listen(await byHand(material)),
};
