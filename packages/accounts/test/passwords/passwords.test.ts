import { hash as nativeHash, verify as nativeVerify } from "@node-rs/bcrypt";
import { inspect } from "node:util";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { hashingQueue, PasswordError, pbkdf2Verifier, type PasswordHasher } from "../../src/index.js";
import { pbkdf2Hashes, foreignPassword } from "./foreign-hashes.js";
import { quick, quickPasswords, right, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

vi.mock("@node-rs/bcrypt", { spy: true });
const [hash, verify] = [vi.mocked(nativeHash), vi.mocked(nativeVerify)];
beforeEach(() => vi.clearAllMocks());

describe("enroll", () => {
  test("D8 hashes once, and keeps nothing", async () => {
    const passwords = quickPasswords();
    const enrolled = await passwords.enroll("good password");
    expect(enrolled).toEqual({ ok: true, hash: expect.stringMatching(/^\$2b\$04\$/) });
    expect([hash.mock.calls.length, verify.mock.calls.length]).toEqual([1, 0]);
    expect(inspect([passwords, enrolled], { depth: Infinity, showHidden: true, getters: true })).not.toContain("good password");
  });

  test("refuses by a value, and hashes nothing", async () => {
    expect(await quickPasswords().enroll("short")).toEqual({ ok: false, problem: { code: "too_short", message: expect.any(String) } });
    expect(hash).not.toHaveBeenCalled();
  });
});

describe("hash", () => {
  test("asks no policy, but does not cut either", async () => {
    const passwords = quickPasswords();
    expect(await passwords.verify("short", await passwords.hash("short"))).toEqual(right);
    await expect(passwords.hash("a".repeat(73))).rejects.toThrow(PasswordError);
  });
});

describe("verify", () => {
  test("S-222 D3 E3 where nothing accepts the hash, or it is the password itself, one check of the decoy is made, and it is wrong", async () => {
    const passwords = quickPasswords({ verifiers: [pbkdf2Verifier()] });
    for (const stored of [null, undefined, "", "password", "$2x$04$", "{SHA}password", 1 as never]) {
      verify.mockClear();
      expect(await passwords.verify("password", stored)).toEqual(wrong);
      expect(verify.mock.calls.map(([, target]) => target)).toEqual([passwords.decoy]);
      expect(passwords.accepts(String(stored))).toBe(false);
    }
  });

  test("S-227 D7 D11 what another verifier accepts needs a rehash", async () => {
    const [, stored] = pbkdf2Hashes[3];
    const passwords = quickPasswords({ verifiers: [pbkdf2Verifier()] });
    expect(passwords.accepts(stored)).toBe(true);
    expect(await passwords.verify(foreignPassword, stored)).toEqual({ ok: true, needsRehash: true });
    const keeping = { accepts: (text: string) => text === stored, verify: async () => right };
    expect(await quickPasswords({ verifiers: [keeping] }).verify(foreignPassword, stored)).toEqual({ ok: true, needsRehash: true });
  });

  test("D4 D7 what the hasher could not take needs none: it would fail at each sign-in", async () => {
    const long = "a".repeat(100);
    const other = { accepts: () => true, verify: async () => ({ ok: true, needsRehash: true }) };
    expect(await quickPasswords({ verifiers: [other] }).verify(long, "x")).toEqual(right);
  });

  test("D1 a verifier that answers something true that is not `true` does not let in", async () => {
    const sloppy = { accepts: () => true, verify: async () => ({ ok: Promise.resolve(false) as never, needsRehash: false }) };
    expect(await quickPasswords({ verifiers: [sloppy] }).verify("password", "x")).toEqual(wrong);
  });

  test("D12 a hasher that fails is a fault, not a wrong password", async () => {
    const fault = new Error("out of memory");
    const broken: PasswordHasher = {
      ...quick(),
      longest: 72,
      decoy: "d",
      accepts: () => true,
      hash: () => Promise.reject(fault),
      verify: () => Promise.reject(fault),
    };
    const passwords = quickPasswords({ hasher: broken });
    await expect(passwords.verify("password", "x")).rejects.toBe(fault);
    await expect(passwords.verify("password", null)).rejects.toBe(fault);
    await expect(passwords.hash("password")).rejects.toBe(fault);
  });
});

describe("the queue", () => {
  test("shared with what is inside would wait for itself: it does not start", async () => {
    const queue = hashingQueue({ concurrency: 1 });
    const inner = quickPasswords({ queue });
    const wrapped = quickPasswords({ verifiers: [inner] });
    for (const nested of [{ hasher: inner }, { verifiers: [inner] }, { hasher: wrapped }]) {
      expect(() => quickPasswords({ ...nested, queue })).toThrow(ConfigurationError);
    }
    const outer = quickPasswords({ hasher: inner });
    expect(await outer.verify("right password", await outer.hash("right password"))).toEqual(right);
  });

  test("S-231 D14 hashes, checks and checks of nothing all wait in it", async () => {
    const queue = hashingQueue({ concurrency: 1, length: 0 });
    const passwords = quickPasswords({ queue });
    const free = Promise.withResolvers<void>();
    const taken = queue.run(() => free.promise);
    for (const job of [
      () => passwords.hash("password"),
      () => passwords.verify("password", passwords.decoy),
      () => passwords.verify("password", null),
    ]) {
      await expect(job()).rejects.toThrow(UnavailableError);
    }
    free.resolve();
    await taken;
    expect(await passwords.verify("password", null)).toEqual(wrong);
  });

  test("D14 whoever has gone leaves it", async () => {
    const signal = AbortSignal.abort("gone");
    const passwords = quickPasswords();
    await expect(passwords.hash("password", { signal })).rejects.toBe("gone");
    await expect(passwords.verify("password", null, { signal })).rejects.toBe("gone");
    expect([hash.mock.calls.length, verify.mock.calls.length]).toEqual([0, 0]);
  });

  test("S-230 B8 while eight hashes run, the event loop turns", async () => {
    const passwords = quickPasswords({ hasher: quick(10) });
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    turn();
    await Promise.all(Array.from({ length: 8 }, () => passwords.hash("password")));
    isDone = true;
    // Hashing on the main thread would leave it one turn for each.
    expect(turns).toBeGreaterThan(100);
  });
});
