import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiKeys, apiKeys, memoryApiKeys, type ApiKeyRecord, type ApiKeysOptions } from "../../src/index.js";

const day = 86_400;
const start = 1_700_000_000_000;
let now = start;
const after = (seconds: number) => (now = start + seconds * 1_000);
beforeEach(() => void (now = start));

type Scope = "read" | "write";

function made(options: Partial<ApiKeysOptions<Scope>> = {}) {
  const store = memoryApiKeys();
  const spied = { ...options, store: options.store ?? store };
  const keys = apiKeys<Scope>({ scopes: ["read", "write"], clock: () => now, ...spied });
  const codeOf = async (key: string) => {
    const outcome = await keys.verify(key);
    return outcome.kind === "rejected" ? outcome.code : outcome.value;
  };
  const issue = () => keys.issue({ owner: "alice", name: "backup", scopes: ["read"], expiresIn: 30 * day });
  return { keys, store, codeOf, issue };
}

describe("a key", () => {
  test("is shown once, and yields its owner, its name and its scopes", async () => {
    const { keys, issue } = made();
    const { key, info } = await issue();
    expect(await keys.verify(key)).toMatchObject({
      kind: "granted",
      value: { id: info.id, owner: "alice", name: "backup", scopes: ["read"] },
    });
    expect(info).toEqual({
      id: expect.any(String),
      owner: "alice",
      name: "backup",
      scopes: ["read"],
      createdAt: start,
      expiresAt: start + 30 * day * 1_000,
      revokedAt: undefined,
      lastUsedAt: undefined,
      replacedBy: undefined,
    });
  });

  test("S-061 G3 no store, list or answer holds it, nor its secret part", async () => {
    const records: ApiKeyRecord[] = [];
    const { keys, store, issue } = made();
    const add = vi.spyOn(store, "add").mockImplementation((record) => void records.push(record));
    const { key } = await issue();
    add.mockRestore();
    const secret = key.slice(21, 64);
    expect(records).toHaveLength(1);
    for (const record of records) await store.add(record);
    const answers = [records, await keys.list("alice"), await keys.verify(key), keys];
    for (const dump of answers) {
      expect(JSON.stringify(dump)).not.toContain(secret);
      expect(JSON.stringify(dump)).not.toContain(key);
    }
    expect(JSON.stringify(await keys.list("alice"))).not.toContain(records[0]?.digest);
  });

  test("has the prefix that was asked for", async () => {
    const { keys, codeOf } = made({ prefix: "acme_live2" });
    const { key } = await keys.issue({ owner: "alice", name: "", expiresIn: "never" });
    expect(key).toMatch(/^acme_live2_/);
    expect(keys.pattern.test(`key: ${key}`)).toBe(true);
    expect(await codeOf(key)).toMatchObject({ owner: "alice" });
  });

  test("that never ends does not end, and one without scopes has none", async () => {
    const { keys, codeOf } = made();
    const { key, info } = await keys.issue({ owner: "alice", name: "", expiresIn: "never" });
    after(1e9);
    expect([info.expiresAt, await codeOf(key)]).toEqual([undefined, expect.objectContaining({ scopes: [] })]);
  });
});

describe("what is refused", () => {
  test.each(["", "amp_", "x".repeat(1_000), "Bearer", "amp_0000000000000000_0000000000000000000000000000000000000000000000000"])(
    "S-062 %s is malformed: the store is not asked",
    async (key) => {
      const { store, codeOf } = made();
      const find = vi.spyOn(store, "find");
      expect(await codeOf(key)).toBe("malformed_api_key");
      expect(find).not.toHaveBeenCalled();
    },
  );

  test("S-055 S-063 unknown and wrong ones, after one look by the public id", async () => {
    const { store, codeOf, issue } = made();
    const [mine, other] = [await issue(), await made().issue()];
    const find = vi.spyOn(store, "find");
    expect(await codeOf(other.key)).toBe("unknown_api_key");
    const record = (await store.find(mine.info.id)) as ApiKeyRecord;
    find.mockImplementation(() => ({ ...record, digest: "AAAA" }));
    expect(await codeOf(mine.key)).toBe("wrong_api_key");
    expect(find.mock.calls.map(([id]) => id)).toEqual([other.info.id, mine.info.id, mine.info.id]);
  });

  test("S-064 an expired one, at the very millisecond; a revoked one, at once", async () => {
    const { keys, codeOf, issue } = made();
    const { key, info } = await issue();
    after(30 * day - 0.001);
    expect(await codeOf(key)).toMatchObject({ owner: "alice" });
    after(30 * day);
    expect(await codeOf(key)).toBe("expired_api_key");
    after(0);
    expect(await keys.revoke({ id: info.id, owner: "alice" })).toBe(true);
    expect(await codeOf(key)).toBe("revoked_api_key");
  });

  test("D12 a store that cannot tell is a fault", async () => {
    const { store, keys, issue } = made();
    const { key } = await issue();
    vi.spyOn(store, "touch").mockImplementation(() => Promise.reject(new UnavailableError("cannot write")));
    await expect(keys.verify(key)).rejects.toThrow("cannot write");
    vi.spyOn(store, "find").mockImplementation(() => Promise.reject(new UnavailableError("down")));
    await expect(keys.verify(key)).rejects.toThrow("down");
  });
});

describe("scopes", () => {
  test("one that is no longer declared is no longer held", async () => {
    const { store, keys } = made();
    const { key } = await keys.issue({ owner: "alice", name: "", scopes: ["read", "write"], expiresIn: day });
    const narrower = apiKeys({ store, scopes: ["write"], clock: () => now });
    expect(await narrower.verify(key)).toMatchObject({ value: { scopes: ["write"] } });
    const bare = new ApiKeys({ store, clock: () => now });
    expect(await bare.verify(key)).toMatchObject({ value: { scopes: [] } });
  });

  test("one that is not declared is not issued", async () => {
    const { keys } = made();
    await expect(keys.issue({ owner: "alice", name: "", scopes: ["admin" as never], expiresIn: day })).rejects.toMatchObject({
      code: "unenforced_scope",
      message: 'apiKeys() does not declare the scope "admin"; it declares: read, write.',
    });
  });
});

describe("last use", () => {
  test("is written once a minute, and shown", async () => {
    const { keys, store, issue } = made();
    const touch = vi.spyOn(store, "touch");
    const { key, info } = await issue();
    for (const seconds of [0, 1, 59, 60, 61, 120]) {
      after(seconds);
      await keys.verify(key);
    }
    expect(touch.mock.calls).toEqual([0, 60, 120].map((seconds) => [info.id, start + seconds * 1_000]));
    expect((await keys.list("alice")).map(({ lastUsedAt }) => lastUsedAt)).toEqual([start + 120_000]);
  });

  test("is not written for a refused key; 0 writes each use", async () => {
    const { keys, store, issue } = made({ lastUseEvery: 0 });
    const touch = vi.spyOn(store, "touch");
    const { key, info } = await issue();
    await keys.verify(key);
    await keys.verify(key);
    await keys.revoke({ id: info.id, owner: "alice" });
    await keys.verify(key);
    expect(touch).toHaveBeenCalledTimes(2);
  });
});

describe("rotation", () => {
  test("makes a key with the same rights; both work for a day, then the new one alone", async () => {
    const { keys, codeOf, issue } = made();
    const old = await issue();
    const next = await keys.rotate({ id: old.info.id, owner: "alice", expiresIn: 60 * day });
    expect(next?.info).toMatchObject({ owner: "alice", name: "backup", scopes: ["read"], expiresAt: start + 60 * day * 1_000 });
    const both = async () => [await codeOf(old.key), await codeOf(next?.key ?? "")];
    const works = expect.objectContaining({ owner: "alice" });
    expect(await both()).toEqual([works, works]);
    after(day);
    expect(await both()).toEqual(["expired_api_key", works]);
    expect((await keys.list("alice")).map(({ replacedBy }) => replacedBy)).toEqual([next?.info.id, undefined]);
  });

  test("without overlap, as for a key that leaked, the old one ends at once", async () => {
    const { keys, codeOf, issue } = made();
    const old = await issue();
    await keys.rotate({ id: old.info.id, owner: "alice", expiresIn: day, overlap: 0 });
    expect(await codeOf(old.key)).toBe("expired_api_key");
  });

  test("works once, and for the owner only", async () => {
    const { keys, issue } = made({ overlap: 60 });
    const { info } = await issue();
    const rotate = (owner: string, id = info.id) => keys.rotate({ id, owner, expiresIn: day });
    expect([await rotate("mallory"), await rotate("alice", "unknown")]).toEqual([undefined, undefined]);
    const results = await Promise.all([rotate("alice"), rotate("alice"), rotate("alice")]);
    expect(results.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await keys.list("alice")).toHaveLength(2);
    expect(await keys.list("mallory")).toEqual([]);
  });
});

describe("ending", () => {
  test("S-064 only the owner revokes a key", async () => {
    const { keys, codeOf, issue } = made();
    const { key, info } = await issue();
    expect(await keys.revoke({ id: info.id, owner: "mallory" })).toBe(false);
    expect(await codeOf(key)).toMatchObject({ owner: "alice" });
  });

  test("S-064 all of an owner's keys end at once, and nobody else's", async () => {
    const { keys, codeOf, issue } = made();
    const mine = [await issue(), await issue()];
    const other = await keys.issue({ owner: "bob", name: "", expiresIn: "never" });
    expect(await keys.revokeAll("alice")).toBe(2);
    expect(await Promise.all(mine.map(({ key }) => codeOf(key)))).toEqual(["revoked_api_key", "revoked_api_key"]);
    expect(await codeOf(other.key)).toMatchObject({ owner: "bob" });
  });

  test("what has been over for long enough is deleted", async () => {
    const { keys, codeOf, issue } = made();
    const { key } = await issue();
    after(31 * day);
    expect(await keys.purge(2 * day)).toBe(0);
    expect(await keys.purge(day)).toBe(1);
    expect(await codeOf(key)).toBe("unknown_api_key");
  });
});

describe("what does not start, or is not issued", () => {
  test.each(["", "A", "1a", "a-b", "a_", "_a", "a__b", "é", "a".repeat(33)])("the prefix %j", (prefix) => {
    expect(() => made({ prefix })).toThrow(ConfigurationError);
  });

  test.each([{ overlap: -1 }, { overlap: 1.5 }, { lastUseEvery: -1 }, { lastUseEvery: Number.NaN }, { timeout: 0 }, { timeout: 60_001 }])(
    "%j",
    (options) => {
      expect(() => made(options)).toThrow(ConfigurationError);
    },
  );

  test.each([0, -1, 1.5, Infinity, "60", undefined])("a life of %s", async (expiresIn) => {
    await expect(made().keys.issue({ owner: "alice", name: "", expiresIn: expiresIn as never })).rejects.toThrow(ConfigurationError);
  });

  test.each(["", undefined, 1])("S-064 the owner %j", async (owner) => {
    await expect(made().keys.issue({ owner: owner as never, name: "", expiresIn: day })).rejects.toThrow("An API key needs an owner.");
  });
});
