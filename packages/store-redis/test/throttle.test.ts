import { isOutcome, UnavailableError } from "@ampoule/core";
import { redisCounters, throttle } from "@ampoule/accounts";
import { describeCounters, type OpenCounters } from "@ampoule/accounts/testing";
import { floodedOn } from "../../accounts/test/accounts/flood.js";
import { createClient } from "redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redisServer, type RedisServer } from "./redis-server.js";

let server: RedisServer;
beforeAll(async () => {
  server = await redisServer();
});
afterAll(() => server.remove());

const connected = () =>
  createClient({ url: server.url, disableOfflineQueue: true })
    .on("error", () => undefined)
    .connect();

// J1, J2, S-238: in the titles of the contract.
describeCounters("Redis", async (): Promise<OpenCounters> => {
  const [client, other] = [await connected(), await connected()];
  await client.flushAll();
  return {
    counters: redisCounters(client),
    another: redisCounters(other),
    dump: async () => {
      const keys = await client.keys("*");
      return JSON.stringify([keys, ...(await Promise.all(keys.map((key) => client.get(key))))]);
    },
    close: () => [client, other].forEach((one) => one.destroy()),
  };
});

test("S-238 S-239 while Redis is down nobody guesses, and nothing is counted twice when it is back", async () => {
  const client = await connected();
  const guesses = throttle({ counters: redisCounters(client), client: () => "here" });
  const request = {} as Parameters<typeof guesses.attempt>[1];
  const first = await guesses.attempt("alice", request);
  await server.stop();
  await expect(guesses.attempt("alice", request)).rejects.toThrow(UnavailableError);
  if (!isOutcome(first)) await first.undo();
  await server.start();
  await expect.poll(() => client.isReady, { timeout: 10_000 }).toBe(true);
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(isOutcome(await guesses.attempt("alice", request)));
  expect(answers.filter(Boolean).length).toBeLessThanOrEqual(2);
  expect(answers.at(-1)).toBe(true);
  client.destroy();
}, 30_000);

test("S-231 S-238 counted in Redis, a client that sends 1,000 registrations has 30, and another one signs in meanwhile", async () => {
  const client = await connected();
  await client.flushAll();
  expect(await floodedOn("Koa", "sign-ups", redisCounters(client))).toEqual({ 202: 30, 429: 970 });
  expect((await client.keys("*")).map((key) => key.split(":")[0])).toContain("sign_in-sign_up_client");
  client.destroy();
}, 60_000);
