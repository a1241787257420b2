import { apiKeys, type IssuedApiKey } from "@ampoule/accounts";
import { apiKeyHeader, UnavailableError } from "@ampoule/core";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameworks, serve, visible } from "../../accounts/test/http/frames.js";
import { redisApiKeys } from "../src/index.js";
import { redisServer, type RedisServer } from "./redis-server.js";

let server: RedisServer;
beforeAll(async () => void (server = await redisServer()));
afterAll(() => server.remove());

// Without disableOfflineQueue, which one may forget.
const connected = () =>
  createClient({ url: server.url, socket: { reconnectStrategy: 20 } })
    .on("error", () => undefined)
    .connect();

async function guarded(framework: string, timeout: number) {
  const client = await connected();
  const keys = apiKeys({ store: redisApiKeys({ client }), timeout });
  const issued = await keys.issue({ owner: "alice", name: "laptop", expiresIn: "never" });
  const key = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });
  const app = await serve(framework, (secure) => ({ "get /": secure({ key }, ({ key }) => key.owner) }));
  const ask = async ({ key }: Pick<IssuedApiKey, "key">) => {
    const began = performance.now();
    const answer = await app.ask("GET /", [`X-API-Key: ${key}`]);
    return { status: answer.status, seen: visible(answer), took: performance.now() - began };
  };
  const close = async () => (await app[Symbol.asyncDispose](), client.destroy());
  return { keys, issued, ask, client, [Symbol.asyncDispose]: close };
}

/** With Retry-After. */
const down = { status: 503, seen: expect.arrayContaining([["5"]]) as unknown };

describe.each(frameworks)("API keys in Redis on %s", (framework) => {
  test("S-334 while Redis hangs they are 503 within the time-out, and good again when it answers", async () => {
    await using it = await guarded(framework, 200);
    const other = await connected();
    await other.sendCommand(["CLIENT", "PAUSE", "60000", "WRITE"]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.ask(it.issued)));
    await other.sendCommand(["CLIENT", "UNPAUSE"]);
    other.destroy();
    for (const answer of answers) expect(answer).toMatchObject(down);
    expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(5_000);
    await expect.poll(async () => (await it.ask(it.issued)).status).toBe(200);
  });

  test("S-334 S-239 while Redis is away they are 503, a strange one too; afterwards good ones are good, and revoked ones are not", async () => {
    await using it = await guarded(framework, 1_000);
    const revoked = await it.keys.issue({ owner: "alice", name: "lost", expiresIn: "never" });
    expect(await it.keys.revoke({ id: revoked.info.id, owner: "alice" })).toBe(true);
    await server.stop("SIGKILL");
    for (const issued of [it.issued, revoked]) expect(await it.ask(issued)).toMatchObject(down);
    await expect(it.keys.issue({ owner: "alice", name: "x", expiresIn: 60 })).rejects.toThrow(UnavailableError);
    await expect(it.keys.list("alice")).rejects.toThrow(UnavailableError);
    await server.start();
    await expect.poll(() => it.client.isReady, { timeout: 10_000 }).toBe(true);
    expect([(await it.ask(it.issued)).status, (await it.ask(revoked)).status]).toEqual([200, 401]);
  });
});
