import { signingKeys, tokens, type TokenPair, type Tokens } from "@ampoule/accounts";
import { ConfigurationError, UnavailableError, type Rejected } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisStore, type RedisClient } from "../src/index.js";
import { redisServer, type RedisServer } from "./redis-server.js";

let server: RedisServer;
beforeAll(async () => void (server = await redisServer()));
afterAll(() => server.remove());

const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
const issuerOver = (client: RedisClient, timeout = 20_000): Tokens =>
  tokens({ issuer: "i", audience: "a", keys, store: redisStore({ client }), account: (id: string) => ({ id }), timeout });

function granted(answer: TokenPair | Rejected): TokenPair {
  if ("accessToken" in answer) return answer;
  throw new Error(answer.code);
}

const connected = (url = server.url) =>
  createClient({ url, socket: { reconnectStrategy: 20 } })
    .on("error", () => undefined)
    .connect();

describe("a Redis that does not answer", () => {
  test("not connected is 503, and nothing is queued", async () => {
    const client = createClient({ url: server.url }).on("error", () => undefined);
    await expect(issuerOver(client).signIn("nobody")).rejects.toThrow(UnavailableError);
    await client.connect();
    await client.flushAll();
    expect(await issuerOver(client).signIn("alice")).toMatchObject({ subject: "alice" });
    expect(await client.keys("*families")).toHaveLength(1);
    client.destroy();
  });

  test("S-334 that hangs is 503 within the time-out", async () => {
    const client = await connected();
    const [auth, hasty] = [issuerOver(client), issuerOver(client, 100)];
    const pair = granted(await auth.signIn("alice"));
    const other = await connected();
    await other.sendCommand(["CLIENT", "PAUSE", "60000", "WRITE"]);
    await expect(hasty.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    await other.sendCommand(["CLIENT", "UNPAUSE"]);
    expect(await auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
    client.destroy();
    other.destroy();
  });

  test("that has forgotten its scripts is told them again; one that holds something else is 503", async () => {
    const client = await connected();
    const auth = issuerOver(client);
    const pair = granted(await auth.signIn("alice"));
    await client.scriptFlush();
    const next = granted(await auth.refresh(pair.refreshToken));
    const [key = ""] = await client.keys(`*family:${next.session.slice(12)}`);
    await client.hSet(key, "family", "{}");
    await expect(auth.refresh(next.refreshToken)).rejects.toThrow(UnavailableError);
    client.destroy();
  });
});

test("C11 everything ends by itself", async () => {
  const client = await connected();
  await client.flushAll();
  const auth = issuerOver(client);
  const pair = granted(await auth.refresh(granted(await auth.signIn("alice")).refreshToken));
  await auth.revokeAll("bob");
  const lives = await Promise.all(
    (await client.keys("*")).map(async (key) => [key.replace(/\{.*\}/, "").split(":")[2], await client.pTTL(key)] as const),
  );
  const days = Object.fromEntries(lives.map(([name, life]) => [name, Math.round(life / 3_600_000)]));
  expect(days).toEqual({ family: 336, seed: 0, families: 336, "cut-off": 24 });
  expect(pair.subject).toBe("alice");
  client.destroy();
});

test("set-up refuses what is no client, and a prefix that would tear keys apart", () => {
  const client: RedisClient = { evalSha: () => Promise.resolve(1), eval: () => Promise.resolve(1) };
  expect(() => redisStore({ client: {} as never })).toThrow(ConfigurationError);
  expect(() => redisStore({ client: undefined as never })).toThrow("needs a client");
  for (const prefix of ["", "{a}"]) expect(() => redisStore({ client, prefix })).toThrow("prefix");
});
