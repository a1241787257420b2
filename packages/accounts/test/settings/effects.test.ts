import type { Context } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import express from "express";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { decodeJwt, SignJWT } from "jose";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import {
  bcryptHasher,
  cookie,
  memoryStore,
  readSettings,
  tokens,
  type AppSettings,
  type Environment,
  type TokenPair,
} from "../../src/index.js";
import { variables } from "../../src/settings/variables.js";
import { issued } from "../tokens/issuing.js";
import { names, settingsWith, sound, strong } from "./environments.js";

const start = 1_800_000_000_000;

/** An application made of settings, with a clock of its own. */
function application(settings: AppSettings) {
  const made = { now: start };
  const clock = () => made.now;
  const auth = tokens({ ...settings.tokens(), store: memoryStore(), account: (id: string) => ({ id }), clock });
  const verifier = jwt({ ...auth.verification, ...settings.verification() });
  const signIn = async (): Promise<TokenPair> => issued(await auth.signIn("u1"));
  const refresh = async ({ refreshToken }: TokenPair) => auth.refresh(refreshToken);
  const isTaken = async (token: string) => !("kind" in (await verifier.verify(token, {} as Context)));
  return Object.assign(made, { auth, signIn, refresh, isTaken });
}

const isRefused = (answer: object) => "kind" in answer;
const day = 86_400_000;

/** What each setting changes, shown by what it does. */
const effects: Readonly<Record<keyof typeof variables, () => unknown>> = {
  rules() {
    expect(() => readSettings({ ...names, NODE_ENV: "production" })).toThrow("SECRET_KEY is not set");
    expect(readSettings({ ...names, NODE_ENV: "development" }).keys().algorithms).toEqual(["Ed25519"]);
  },
  async secret() {
    const secret = strong();
    const { accessToken } = await application(settingsWith({ SECRET_KEY: secret })).signIn();
    const verified = (settings: AppSettings) => jwt({ ...settings.verification(), clock: () => start }).verify(accessToken, {} as Context);
    expect(await verified(settingsWith({ SECRET_KEY: secret }))).toMatchObject({ sub: "u1" });
    expect(await verified(settingsWith({}))).toMatchObject({ code: "unknown_key" });
  },
  privateKey() {
    const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const settings = readSettings({ ...names, JWT_ALGORITHM: "EdDSA", JWT_PRIVATE_KEY: key });
    expect([settings.key, settings.keys().jwks().keys.length]).toEqual(["private", 1]);
  },
  publicKey() {
    const key = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(readSettings({ ...names, JWT_ALGORITHM: "EdDSA", JWT_PUBLIC_KEY: key }).key).toBe("public");
  },
  algorithm() {
    const SECRET_KEY = strong() + strong();
    expect(settingsWith({ SECRET_KEY, JWT_ALGORITHM: "HS384" }).verification().algorithms).toEqual(["HS384"]);
  },
  async issuer() {
    const { accessToken } = await application(settingsWith({ JWT_ISSUER: "https://other.example" })).signIn();
    expect(decodeJwt(accessToken).iss).toBe("https://other.example");
  },
  async audience() {
    const { accessToken } = await application(settingsWith({ JWT_AUDIENCE: "a,b" })).signIn();
    expect(decodeJwt(accessToken).aud).toEqual(["a", "b"]);
  },
  async allowedAudiences() {
    const SECRET_KEY = strong();
    const { accessToken } = await application(settingsWith({ SECRET_KEY, JWT_AUDIENCE: "b" })).signIn();
    const verified = (more: Environment) =>
      jwt({ ...settingsWith({ SECRET_KEY, ...more }).verification(), clock: () => start }).verify(accessToken, {} as Context);
    expect(await verified({ JWT_AUDIENCE: "a" })).toMatchObject({ code: "wrong_audience" });
    expect(await verified({ JWT_AUDIENCE: "a", JWT_ALLOWED_AUDIENCES: "a,b" })).toMatchObject({ sub: "u1" });
  },
  async accessMinutes() {
    const app = application(settingsWith({ ACCESS_TOKEN_EXPIRE_MINUTES: "5" }));
    const { accessToken, expiresIn } = await app.signIn();
    expect(expiresIn).toBe(300);
    app.now += 299_000;
    expect(await app.isTaken(accessToken)).toBe(true);
    app.now += 1_000;
    expect(await app.isTaken(accessToken)).toBe(false);
    expect(settingsWith({ ACCESS_TOKEN_EXPIRE_MINUTES: "5" }).verification().maxLifetime).toBe(300);
    expect(settingsWith({}).verification()).not.toHaveProperty("maxLifetime");
  },
  async refreshDays() {
    const app = application(settingsWith({ REFRESH_TOKEN_EXPIRE_DAYS: "7" }));
    const pair = await app.signIn();
    expect(pair.refreshExpiresIn).toBe(604_800);
    app.now += 7 * day;
    expect(isRefused(await app.refresh(pair))).toBe(true);
  },
  async absoluteDays() {
    const app = application(settingsWith({ REFRESH_TOKEN_EXPIRE_DAYS: "7", AMPOULE_SESSION_ABSOLUTE_DAYS: "10" }));
    const first = await app.signIn();
    app.now += 6 * day;
    const next = issued(await app.refresh(first));
    expect(next.refreshExpiresIn).toBe((4 * day) / 1_000);
    app.now += 4 * day;
    expect(isRefused(await app.refresh(next))).toBe(true);
  },
  async graceSeconds() {
    const again = async (more: Environment) => {
      const app = application(settingsWith(more));
      const pair = await app.signIn();
      await app.refresh(pair);
      app.now += 5_000;
      return isRefused(await app.refresh(pair));
    };
    expect([
      await again({}),
      await again({ AMPOULE_REFRESH_GRACE_SECONDS: "4" }),
      await again({ AMPOULE_REFRESH_GRACE_SECONDS: "0" }),
    ]).toEqual([false, true, true]);
  },
  async leewaySeconds() {
    const SECRET_KEY = strong();
    const key = settingsWith({ SECRET_KEY }).keys();
    const token = (from: number) =>
      new SignJWT({ iss: names.JWT_ISSUER, aud: names.JWT_AUDIENCE, sub: "u1", iat: from, exp: from + 60, client_id: "x", jti: "x" })
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: key.current })
        .sign(new TextEncoder().encode(SECRET_KEY));
    const taken = async (at: number, more: object) =>
      !(
        "kind" in
        (await jwt({ ...settingsWith({ SECRET_KEY, ...more }).verification(), clock: () => at * 1_000 }).verify(
          await token(1_000),
          {} as Context,
        ))
      );
    expect([await taken(1_059, {}), await taken(1_060, {})]).toEqual([true, false]);
    const leeway = { JWT_LEEWAY_SECONDS: "30" };
    expect([await taken(1_089, leeway), await taken(1_090, leeway)]).toEqual([true, false]);
    expect([await taken(970, leeway), await taken(969, leeway)]).toEqual([true, false]);
  },
  async storeUrl() {
    await using store = await settingsWith({ AMPOULE_STORE_URL: "memory:" }).openStore();
    expect(await store.find("nobody")).toBeUndefined();
    await expect(settingsWith({}).openStore()).rejects.toThrow("AMPOULE_STORE_URL is not set");
    await using other = await readSettings({ ...names, NODE_ENV: "test" }).openStore();
    expect(await other.find("nobody")).toBeUndefined();
    expect(() => settingsWith({ AMPOULE_STORE_URL: "mongodb://127.0.0.1" })).toThrow(
      "AMPOULE_STORE_URL has to be an address that begins with memory:, sqlite:",
    );
    await expect(settingsWith({ AMPOULE_STORE_URL: "redis://127.0.0.1:1" }).openStore()).rejects.toThrow(
      "npm install @ampoule/store-redis",
    );
  },
  async bcryptCost() {
    expect(await bcryptHasher(settingsWith({ AMPOULE_BCRYPT_COST: "10" }).bcrypt).hash("wonderland")).toMatch(/^\$2b\$10\$/);
  },
  async trustedProxies() {
    const asked = async (settings: AppSettings) => {
      const app = express()
        .set("trust proxy", [...settings.trustedProxies])
        .get("/", (request, response) => void response.send(request.ip));
      const server = app.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { "x-forwarded-for": "203.0.113.7" } });
      server.close();
      return answer.text();
    };
    expect(await asked(settingsWith({}))).toBe("127.0.0.1");
    expect(await asked(settingsWith({ AMPOULE_TRUSTED_PROXIES: "10.0.0.0/8" }))).toBe("127.0.0.1");
    expect(await asked(settingsWith({ AMPOULE_TRUSTED_PROXIES: "10.0.0.0/8,127.0.0.1" }))).toBe("203.0.113.7");
  },
  async corsOrigins() {
    const allowed = async (settings: AppSettings, origin: string) => {
      const app = new Hono().use(cors({ origin: [...settings.corsOrigins], credentials: true })).get("/", (context) => context.text(""));
      return (await app.request("/", { headers: { origin } })).headers.get("access-control-allow-origin");
    };
    const settings = settingsWith({ AMPOULE_CORS_ORIGINS: "https://app.example,http://localhost:5173" });
    expect([await allowed(settings, "https://app.example"), await allowed(settings, "https://evil.example")]).toEqual([
      "https://app.example",
      null,
    ]);
    expect(await allowed(settingsWith({}), "https://app.example")).toBeNull();
  },
};

describe("no option is dead", () => {
  test.each(Object.entries(effects))("A7 %s changes what it says", async (_, effect) => void (await effect()));

  test("B7 a leeway holds on both sides, to the second", async () => void (await effects.leewaySeconds()));

  test("A7 every setting has such a test", () => {
    expect(Object.keys(effects).toSorted()).toEqual(Object.keys(variables).toSorted());
  });
});

test("lifetimes drive expires_in and the Max-Age of a cookie alike", async () => {
  const settings = readSettings(sound({ ACCESS_TOKEN_EXPIRE_MINUTES: "30", REFRESH_TOKEN_EXPIRE_DAYS: "7" }));
  const { expiresIn, refreshExpiresIn, accessToken } = await application(settings).signIn();
  const { iat = 0, exp = 0 } = decodeJwt(accessToken);
  expect([expiresIn, exp - iat, refreshExpiresIn]).toEqual([settings.lifetimes.access, settings.lifetimes.access, settings.lifetimes.idle]);
  expect(cookie({ name: "__Host-refresh" }).set("x", refreshExpiresIn)).toContain("Max-Age=604800;");
  expect(cookie({ name: "__Host-refresh", maxAge: settings.lifetimes.idle }).set("x")).toContain("Max-Age=604800;");
});
