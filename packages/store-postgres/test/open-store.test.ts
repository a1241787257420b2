import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresTables, openStore } from "../src/index.js";
import { postgresServer, type PostgresServer } from "./postgres-server.js";

let server: PostgresServer;
beforeAll(async () => void (server = await postgresServer()));
afterAll(() => server.remove());

describe("a store that is opened by its address", () => {
  test("wants its tables, answers, tells PostgreSQL's time, and closes", async () => {
    const store = await openStore(server.url);
    await expect(store.find("nobody")).rejects.toThrow(UnavailableError);
    await createPostgresTables({ pool: server.pool() });
    expect(await store.find("nobody")).toBeUndefined();
    const before = Date.now();
    const now = (await store.now?.()) ?? 0;
    // One machine, one clock; it is cut to whole milliseconds here and not there.
    expect(now >= before - 1 && now <= Date.now() + 1).toBe(true);
    await store[Symbol.asyncDispose]();
    await expect(store.find("nobody")).rejects.toThrow(UnavailableError);
  });

  test("does not wait for ever for a PostgreSQL that is not there, or that has no such database; its password stays its own", async () => {
    const refused: unknown[] = [];
    const strange = server.url.replace("postgres@", "app:canary-4711@").replace(/\/postgres$/, "/nowhere");
    for (const address of ["postgres://app:canary-4711@127.0.0.1:1/app", strange]) {
      await openStore(address).catch((error: unknown) => refused.push(error));
    }
    expect(refused).toEqual([expect.any(UnavailableError), expect.any(UnavailableError)]);
    for (const error of refused) expect(String((error as Error).stack) + String((error as Error).cause)).not.toContain("canary-4711");
  });

  test.each(["postgres:host", "postgres:///app", "http://host", "postgres://[", ""])("%s is no address", async (address) => {
    await expect(openStore(address)).rejects.toThrow(ConfigurationError);
  });
});
