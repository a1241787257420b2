import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../src/index.js";
import { redisServer, type RedisServer } from "./redis-server.js";

let server: RedisServer;
beforeAll(async () => void (server = await redisServer()));
afterAll(() => server.remove());

describe("a store that is opened by its address", () => {
  test("answers, tells Redis's time, and closes", async () => {
    const store = await openStore(`${server.url}/1`);
    expect(await store.find("nobody")).toBeUndefined();
    const before = Date.now();
    const now = (await store.now?.()) ?? 0;
    // One machine, one clock; microseconds are cut.
    expect(now >= before - 1 && now <= Date.now()).toBe(true);
    await store[Symbol.asyncDispose]();
    await expect(store.find("nobody")).rejects.toThrow(UnavailableError);
  });

  test("finds Redis again after it was away", { timeout: 30_000 }, async () => {
    await using store = await openStore(server.url);
    await server.stop("SIGKILL");
    await expect(store.find("nobody")).rejects.toThrow(UnavailableError);
    await server.start();
    const found = async () => (await store.find("nobody")) ?? "nobody";
    await expect.poll(found, { timeout: 20_000 }).toBe("nobody");
  });

  test("does not wait for ever for a Redis that is not there, or that does not let it in; its password stays its own", async () => {
    const refused: unknown[] = [];
    for (const address of ["redis://127.0.0.1:1", `redis://app:canary-4711@127.0.0.1:${server.port}`]) {
      await openStore(address).catch((error: unknown) => refused.push(error));
    }
    expect(refused).toEqual([expect.any(UnavailableError), expect.any(UnavailableError)]);
    for (const error of refused) expect(String((error as Error).stack) + String((error as Error).cause)).not.toContain("canary-4711");
  });

  test.each(["redis:host", "redis://host/tokens", "http://host", "redis://", "redis://[", ""])("%s is no address", async (address) => {
    await expect(openStore(address)).rejects.toThrow(ConfigurationError);
  });
});
