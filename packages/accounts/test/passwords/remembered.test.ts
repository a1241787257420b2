import { hash as nativeHash, verify as nativeVerify } from "@node-rs/bcrypt";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pbkdf2Verifier, type PasswordHasher } from "../../src/index.js";
import { foreignPassword, pbkdf2Hashes } from "./foreign-hashes.js";
import { quick, quickPasswords, right, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

vi.mock("@node-rs/bcrypt", { spy: true });
const [hash, verify] = [vi.mocked(nativeHash), vi.mocked(nativeVerify)];

const stored = await quickPasswords().hash("right password");
const checks = () => verify.mock.calls.length;
beforeEach(() => vi.clearAllMocks());
afterEach(() => vi.useRealTimers());

describe("with a cache, a password that was right is not hashed again", () => {
  test("ten requests, one hash; without a cache, ten", async () => {
    for (const [passwords, expected] of [
      [quickPasswords({ cache: {} }), 1],
      [quickPasswords(), 10],
    ] as const) {
      vi.clearAllMocks();
      for (let index = 0; index < 10; index += 1) expect(await passwords.verify("right password", stored)).toEqual(right);
      expect(checks()).toBe(expected);
    }
  });

  test("until it is over, however often it is asked for: after a minute by default", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const passwords = quickPasswords({ cache: {} });
    const after = async (milliseconds: number) => {
      vi.advanceTimersByTime(milliseconds);
      await passwords.verify("right password", stored);
      return checks();
    };
    expect(await after(0)).toBe(1);
    expect(await after(30_000)).toBe(1);
    expect(await after(29_999)).toBe(1);
    expect(await after(1)).toBe(2);
    expect(await after(59_999)).toBe(2);
  });

  test("a bounded number: the eldest goes", async () => {
    const passwords = quickPasswords({ cache: { size: 2 } });
    const hashes = await Promise.all(["one password", "two password", "three passwd"].map((text) => passwords.hash(text)));
    const check = (index: number) => passwords.verify(["one password", "two password", "three passwd"][index] ?? "", hashes[index]);
    for (const index of [0, 1, 2]) await check(index);
    expect(checks()).toBe(3);
    await check(2);
    await check(1);
    expect(checks()).toBe(3);
    await check(0);
    expect(checks()).toBe(4);
  });
});

describe("what the cache never lets in", () => {
  test("a wrong password, before and after the right one: each is hashed", async () => {
    const passwords = quickPasswords({ cache: {} });
    for (const guess of ["wrong password", "right password", "wrong password", "right password ", "wrong password"])
      expect(await passwords.verify(guess, stored)).toEqual(guess === "right password" ? right : wrong);
    expect(checks()).toBe(5);
  });

  test("the old password once the stored hash is another one, and the right one for somebody else's hash", async () => {
    const passwords = quickPasswords({ cache: {} });
    expect(await passwords.verify("right password", stored)).toEqual(right);
    const [changed, others] = [await passwords.hash("another password"), await passwords.hash("somebody else's")];
    for (const other of [changed, others, null, undefined, "", `${stored}x`, stored.slice(0, -1)])
      expect(await passwords.verify("right password", other)).toEqual(wrong);
  });

  test("a text that with the hash would look the same", async () => {
    const verifies = async (_: string, hashed: unknown) => (hashed === "ab" ? right : wrong);
    const hasher: PasswordHasher = {
      longest: 72,
      decoy: "none",
      accepts: () => true,
      verify: verifies,
      hash: (text) => quick().hash(text),
    };
    const passwords = quickPasswords({ cache: {}, hasher });
    expect(await passwords.verify("cd", "ab")).toEqual(right);
    expect(await passwords.verify("bcd", "a")).toEqual(wrong);
    expect(await passwords.verify("d", "abc")).toEqual(wrong);
  });

  test("half a surrogate pair, where U+FFFD is right", async () => {
    const passwords = quickPasswords({ cache: {} });
    const marked = await passwords.hash("right \ufffd password");
    expect(await passwords.verify("right \ufffd password", marked)).toEqual(right);
    for (const half of ["\ud800", "\udfff"]) expect(await passwords.verify(`right ${half} password`, marked)).toEqual(wrong);
  });

  test("an account that is disabled or locked meanwhile, or whose name is gone", async () => {
    const passwords = quickPasswords({ cache: {} });
    const account = { account: { id: "1" }, passwordHash: stored };
    const outcomes = [account, { ...account, isDisabled: true }, { ...account, isLocked: true }, undefined].map(
      (found) => () => passwords.authenticate(() => found, "alice", "right password"),
    );
    const codes: unknown[] = [];
    for (const ask of outcomes) codes.push(await ask().then((outcome) => (outcome.kind === "granted" ? "granted" : outcome.code)));
    expect(codes).toEqual(["granted", "disabled_account", "locked_account", "unknown_account"]);
  });

  test.each([{ isDisabled: true }, { isLocked: true }])(
    "the time tells nobody that a guess was right: %j is hashed each time",
    async (state) => {
      const passwords = quickPasswords({ cache: {} });
      const account = { account: { id: "1" }, passwordHash: stored };
      for (const found of [{ ...account, ...state }, account, { ...account, ...state }])
        for (let index = 0; index < 3; index += 1) await passwords.authenticate(() => found, "alice", "right password");
      expect(checks(), "three, none since it is known by then, three").toBe(6);
    },
  );
});

test("a hash that should be another one is offered, until it is", async () => {
  const passwords = quickPasswords({ hasher: quick(5), cache: {}, verifiers: [pbkdf2Verifier()] });
  for (const [password, old] of [
    ["right password", stored],
    [foreignPassword, pbkdf2Hashes[0][1]],
  ] as const) {
    for (let index = 0; index < 2; index += 1) expect(await passwords.verify(password, old)).toEqual({ ok: true, needsRehash: true });
  }
});

test("no password and no hash is to be found in what it keeps", async () => {
  const passwords = quickPasswords({ cache: {} });
  await passwords.verify("right password", stored);
  const { inspect } = await import("node:util");
  expect(inspect(passwords, { depth: 9, showHidden: true })).not.toMatch(/right password|\$2[aby]\$/);
  expect(hash).not.toHaveBeenCalled();
});

test.each([{ expiresIn: 0 }, { expiresIn: 301 }, { expiresIn: 1.5 }, { size: 0 }, { size: Number.NaN }])("%j does not start", (cache) => {
  expect(() => quickPasswords({ cache })).toThrow(
    expect.objectContaining({ code: "invalid_option", message: expect.stringContaining("cache.") as string }) as Error,
  );
});
