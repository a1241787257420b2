import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryApiKeys, type ApiKeyRecord, type ApiKeyStore } from "../../src/index.js";
import { apiKeyStoreContract } from "../../src/testing/index.js";

describe("the contract of a store: memory", () => {
  const shared = memoryApiKeys();
  test.each(apiKeyStoreContract)("$name", ({ run }) => run(memoryApiKeys()));
  test.concurrent.each(apiKeyStoreContract)("$name, beside all others", ({ run }) => run(shared));
});

describe("the contract can fail", () => {
  /** A store that forgets one of its duties. */
  function without(broken: Partial<ApiKeyStore>): ApiKeyStore {
    const good = memoryApiKeys();
    const methods = ["add", "find", "list", "rotate", "revoke", "revokeAll", "touch", "purge"] as const;
    return Object.assign(Object.fromEntries(methods.map((name) => [name, good[name].bind(good)])), broken) as ApiKeyStore;
  }

  async function failures(broken: Partial<ApiKeyStore>): Promise<number> {
    const results = await Promise.allSettled(apiKeyStoreContract.map(({ run }) => run(without(broken))));
    return results.filter(({ status }) => status === "rejected").length;
  }

  test.each<[string, Partial<ApiKeyStore>]>([
    ["overwrites", { add: () => undefined }],
    ["forgets", { find: () => undefined }],
    ["lists nothing", { list: () => [] }],
    ["rotates without asking", { rotate: () => true }],
    ["revokes nothing", { revoke: () => true }],
    ["revokes none of many", { revokeAll: () => 0 }],
    ["notes no use", { touch: () => undefined }],
    ["deletes nothing", { purge: () => 0 }],
  ])("where a store %s", async (_, broken) => {
    expect(await failures(broken)).toBeGreaterThan(0);
  });

  test("and none fails where nothing is wrong", async () => {
    expect(await failures({})).toBe(0);
  });
});

describe("memory", () => {
  const record = (id: string): ApiKeyRecord => ({
    id,
    digest: "d",
    owner: "o",
    name: "n",
    scopes: [],
    createdAt: 0,
    expiresAt: undefined,
    revokedAt: undefined,
    lastUsedAt: undefined,
    replacedBy: undefined,
  });

  test("is bounded: one more than its limit is 503, and changes nothing", async () => {
    const store = memoryApiKeys({ limit: 1 });
    await store.add(record("1"));
    expect(() => store.add(record("2"))).toThrow(UnavailableError);
    expect(() => store.rotate({ id: "1", owner: "o", next: record("2"), until: 1, now: 0 })).toThrow(UnavailableError);
    expect([await store.find("1"), await store.find("2")]).toEqual([record("1"), undefined]);
  });

  test("does not let what it gives be changed", async () => {
    const store = memoryApiKeys();
    await store.add(record("1"));
    const found = await store.find("1");
    expect(() => Object.assign(found ?? {}, { owner: "mallory" })).toThrow(TypeError);
  });

  test.each([0, -1, 1.5, Number.NaN])("a limit of %s does not start", (limit) => {
    expect(() => memoryApiKeys({ limit })).toThrow(ConfigurationError);
  });
});
