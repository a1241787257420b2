import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { memoryStore, type RefreshStore } from "@ampoule/accounts";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { UnavailableError } from "@ampoule/core";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { accessTokenOf, authOver, keys, offlineTokenOf } from "../../src/guide/refresh/auth.js";
import { csrfKey, fromJwk, fromPem, fromService } from "../../src/guide/refresh/forms.js";
import { drill, stolen } from "../../src/guide/refresh/rotate-keys.js";
import { addRoutes } from "../../src/guide/refresh/routes.js";
import { Services } from "../../src/guide/refresh/services.js";
import { Users } from "../../src/guide/refresh/users.js";
import { inFile, inMemory, inPostgres, inRedis } from "../../src/guide/stores/stores.js";
import { postgresServer } from "../../../../packages/store-postgres/test/postgres-server.js";
import { frameworks, serve } from "../identity/served.js";
import { onExpress } from "./express.js";
import type { Listening } from "./listening.js";

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}
const form = "application/x-www-form-urlencoded";
const bearer = ({ access_token }: Pair) => `Authorization: Bearer ${access_token}`;
const refresh = (app: Listening, token: string) => app.post("/token", form, `grant_type=refresh_token&refresh_token=${token}`);

/** The guide's application, and alice signed in. */
async function started(store: RefreshStore = memoryStore()) {
  const users = new Users();
  users.add({ id: "u1", email: "alice@example.com", role: "member", password: "wonderland" });
  container.register(Users, { useValue: users });
  container.register(Services, { useValue: new Services({ reports: "a-long-random-secret" }) });
  const auth = authOver(users, store);
  const app = await onExpress((express, secure) => addRoutes(express, secure, auth));
  const signIn = async () => (await app.post("/token", form, "username=alice%40example.com&password=wonderland")).body as Pair;
  return { users, auth, app, signIn };
}

describe("the guide's endpoints", () => {
  test("S-139, S-141, S-145 sign in, use, refresh, refresh once more", async () => {
    const { app, signIn } = await started();
    await using _ = app;
    const first = await signIn();
    expect(first).toMatchObject({ token_type: "Bearer", expires_in: 900, scope: "notes.read notes.write" });
    expect((await app.ask("GET /me", bearer(first))).body).toEqual({ sub: "u1", role: "member" });
    const { body, status, response } = await refresh(app, first.refresh_token);
    expect([status, JSON.stringify(response).includes("no-store")]).toEqual([200, true]);
    expect(body).not.toMatchObject({ refresh_token: first.refresh_token });
    expect((await refresh(app, first.refresh_token)).body).toMatchObject({ refresh_token: (body as Pair).refresh_token });
    expect((await app.ask("GET /me", bearer(body as Pair))).status).toBe(200);
  });

  test("S-165, S-167, S-173 another API asks, a token is revoked, and a route of one's own signs in", async () => {
    const { app } = await started();
    await using _ = app;
    const { status, body } = await app.post("/sign-in", form, "username=alice%40example.com&password=wonderland");
    const { access_token: token, refresh_token } = body as Pair;
    expect(status).toBe(200);
    const asked = (secret: string) => app.post("/introspect", form, `token=${token}`, `Authorization: Basic ${btoa(`reports:${secret}`)}`);
    expect((await asked("a-long-random-secret")).body).toMatchObject({ active: true, sub: "u1", scope: "notes.read notes.write" });
    expect((await asked("")).status).toBe(401);
    expect((await app.post("/revoke", form, `token=${refresh_token}`)).status).toBe(200);
    expect((await asked("a-long-random-secret")).body).toEqual({ active: false });
  });

  test("B8 every bad refresh token is answered alike; C3 one in the address is not looked at", async () => {
    const { app, signIn } = await started();
    await using _ = app;
    const { refresh_token, access_token } = await signIn();
    for (const bad of ["x", access_token, `rt_${"A".repeat(76)}`]) {
      expect(await refresh(app, bad)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    }
    expect(await app.post(`/token?refresh_token=${refresh_token}`, form, "grant_type=refresh_token")).toMatchObject({
      status: 400,
      body: { error: "invalid_request" },
    });
    expect((await refresh(app, `${refresh_token}&refresh_token=x`)).status).toBe(400);
    expect((await app.post("/token", form, "username=alice%40example.com&password=wrong")).body).toEqual({ error: "invalid_grant" });
  });

  test("S-150, S-151, C10 signing out, here and elsewhere; another password; another role", async () => {
    const { app, signIn, users } = await started();
    await using _ = app;
    const [here, there] = [await signIn(), await signIn()];
    expect((await app.ask("POST /sign-out-elsewhere", bearer(here))).status).toBe(200);
    expect([(await app.ask("GET /me", bearer(here))).status, (await app.ask("GET /me", bearer(there))).status]).toEqual([200, 401]);
    expect((await app.ask("POST /sign-out", bearer(here))).status).toBe(204);
    expect((await app.ask("GET /me", bearer(here))).challenge).toBe('Bearer realm="api", error="invalid_token"');
    expect((await refresh(app, here.refresh_token)).status).toBe(400);
    const again = await signIn();
    users.changeRole("u1", "admin");
    expect((await app.ask("GET /me", bearer(again))).status).toBe(401);
    const next = (await refresh(app, again.refresh_token)).body as Pair;
    expect((await app.ask("GET /me", bearer(next))).body).toEqual({ sub: "u1", role: "admin" });
    users.changePassword("u1", "looking-glass");
    expect((await app.ask("GET /me", bearer(next))).status).toBe(401);
    expect((await refresh(app, next.refresh_token)).status).toBe(400);
  });

  test("a store that is down is 503 with Retry-After, on both sides", async () => {
    const down = () => Promise.reject(new Error("ECONNREFUSED 10.0.0.7"));
    const { app, signIn } = await started({ ...plain(memoryStore()), find: down, isOver: down });
    await using _ = app;
    const pair = await signIn();
    for (const answer of [await refresh(app, pair.refresh_token), await app.ask("GET /me", bearer(pair))]) {
      expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
      expect(JSON.stringify(answer)).not.toContain("10.0.0.7");
    }
  });

  test("S-116 the published keys are public", async () => {
    const { app } = await started();
    await using _ = app;
    expect((await app.ask("GET /.well-known/jwks.json")).body).toEqual({
      keys: [expect.objectContaining({ kid: keys.current, alg: "Ed25519" })],
    });
  });
});

describe.each(Object.keys(frameworks))("tokens on %s", (framework) => {
  test("S-133, B1, B2 an access token opens a route, a refresh token does not, whatever the address says", async () => {
    const { auth, app } = await started();
    await using _ = app;
    await using api = await serve(frameworks[framework]?.(accessTokenOf(auth)) ?? (() => undefined));
    const pair = await auth.signIn("u1", { scopes: ["notes.read"] });
    if (!("accessToken" in pair)) throw new Error(pair.code);
    expect((await api.get("/me", pair.accessToken)).body).toMatchObject({ sub: "u1", scopes: ["notes.read"], clientId: "first-party" });
    expect(await api.status("/write", pair.accessToken)).toBe(403);
    for (const path of ["/me", "/me?token_type=refresh", "/me?typ=rt&token_type=refresh_token"]) {
      expect(await api.status(path, pair.refreshToken)).toBe(401);
    }
    await auth.revokeAll("u1");
    expect(await api.status("/me", pair.accessToken)).toBe(401);
  });

  test("without `revoked`, a token that was signed out holds until it expires", async () => {
    const { auth, app } = await started();
    await using _ = app;
    await using api = await serve(frameworks[framework]?.(offlineTokenOf(auth)) ?? (() => undefined));
    const pair = await auth.signIn("u1");
    if (!("accessToken" in pair)) throw new Error(pair.code);
    await auth.revokeAll("u1");
    expect(await api.status("/me", pair.accessToken)).toBe(200);
  });
});

test("the key drill", () => {
  const key = () => ({ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }) as const;
  const { keys: ring, old, published } = drill(key(), key());
  expect(published.keys).toHaveLength(2);
  expect(ring.current).not.toBe(old);
  stolen(ring, key());
  expect(ring.jwks().keys).toHaveLength(2);
});

test("the forms of keys", () => {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ format: "jwk" });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  expect(fromPem(pem).algorithms).toEqual(["EdDSA"]);
  expect(fromJwk(rsa as Parameters<typeof fromJwk>[0]).algorithms).toEqual(["RS256"]);
  const service = { alg: "ES256", jwk: ec, sign: () => Promise.resolve(new Uint8Array()) };
  expect(fromService(service as Parameters<typeof fromService>[0]).algorithms).toEqual(["ES256"]);
  expect(csrfKey(randomBytes(48).toString("base64"))).toHaveLength(32);
});

test("the stores of the guide open", async () => {
  const folder = mkdtempSync(`${tmpdir()}/stores-`);
  using file = inFile(`${folder}/tokens.db`);
  for (const store of [inMemory, file]) expect(await store.find("nobody")).toBeUndefined();
  // The client tries again for ever where nothing listens; packages/store-redis runs it against a server.
  expect(inRedis).toBeTypeOf("function");
  await expect(inPostgres("postgres://127.0.0.1:1/nothing")).rejects.toThrow(UnavailableError);
  rmSync(folder, { recursive: true });
});

// Told by vitest.config.ts where there is a server to start.
test.runIf(process.env["AMPOULE_POSTGRES"])("the PostgreSQL of the guide opens", async () => {
  await using server = await postgresServer();
  const { store, apiKeys, close } = await inPostgres(server.url);
  expect([await store.find("nobody"), await apiKeys.find("none")]).toEqual([undefined, undefined]);
  await close();
});

/** A store whose methods can be exchanged. */
function plain(store: RefreshStore): RefreshStore {
  return {
    create: (...given) => store.create(...given),
    find: (...given) => store.find(...given),
    swap: (...given) => store.swap(...given),
    list: (...given) => store.list(...given),
    end: (...given) => store.end(...given),
    endAll: (...given) => store.endAll(...given),
    deny: (...given) => store.deny(...given),
    isOver: (...given) => store.isOver(...given),
    purge: (...given) => store.purge(...given),
  };
}
