import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { argon2Hasher, blockedWords, type Blocklist } from "../../src/index.js";
import { quickPasswords } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

const codeOf = async (password: string, policy = {}, words: string[] = []) =>
  (await quickPasswords({ policy }).problem(password, { words }))?.code;

describe("length", () => {
  test.each([
    ["", "empty"],
    ["1234567", "too_short"],
    ["12345678", undefined],
    ["a".repeat(64), undefined],
    ["a".repeat(72), undefined],
    ["a".repeat(73), "too_long"],
  ])("S-224 %s: %s", async (password, code) => {
    expect(await codeOf(password)).toBe(code);
  });

  test("S-224 characters are code points of normal form C: neither UTF-16 units nor bytes", async () => {
    expect(await codeOf("\u{1f511}".repeat(7))).toBe("too_short");
    expect(await codeOf("\u{1f511}".repeat(8))).toBe(undefined);
    expect(await codeOf("e\u0301".repeat(7))).toBe("too_short");
  });

  test("S-219 S-224 64 characters of any kind fit argon2id; bcrypt says how many bytes it takes", async () => {
    const long = "\u{1f511}".repeat(64);
    expect(await quickPasswords({ hasher: argon2Hasher() }).problem(long)).toBe(undefined);
    expect(await quickPasswords().problem(long)).toEqual({ code: "too_long", message: expect.stringContaining("at most 72 bytes") });
  });

  test("S-224 D15 there is no rule about which characters", async () => {
    for (const password of ["aaaaaaaa", "        ", "11111111", "пароль-пароль", "\t\n\u200b\u{1f511}-_-_-"])
      expect(await codeOf(password)).toBe(undefined);
  });

  test("S-224 more may be asked for, less may not, and 64 stay allowed", async () => {
    expect(await codeOf("a".repeat(14), { minLength: 15 })).toBe("too_short");
    expect(await codeOf("a".repeat(15), { minLength: 15 })).toBe(undefined);
    for (const minLength of [7, 0, 65, 8.5, Number.NaN])
      expect(() => quickPasswords({ policy: { minLength } })).toThrow(ConfigurationError);
  });

  test("S-220 S-223 what cannot be hashed is refused", async () => {
    expect([await codeOf("password\0"), await codeOf("password\ud800")]).toEqual(["nul", "ill_formed"]);
  });
});

describe("blocklists", () => {
  const common = blockedWords(["Password1", "letmein!\r", "", "caf\u00e9-caf\u00e9"]);

  test.each(["password1", "PASSWORD1", "letmein!", "cafe\u0301-cafe\u0301", "Alice@Example.com"])(
    "S-226 %s is refused when it is chosen",
    async (password) => {
      const passwords = quickPasswords({ policy: { blocklists: [common] } });
      expect(await passwords.enroll(password, { words: ["alice@example.com"] })).toMatchObject({ ok: false, problem: { code: "blocked" } });
    },
  );

  test("S-225 S-226 what only resembles one is not", async () => {
    for (const password of ["password12", " password1", "        "])
      expect(await codeOf(password, { blocklists: [common] })).toBe(undefined);
  });

  test("S-226 a service of breached passwords is asked, in turn, with normal form C, the words and the signal", async () => {
    const breached = vi.fn<Blocklist>(async () => true);
    const never = vi.fn<Blocklist>();
    const passwords = quickPasswords({ policy: { blocklists: [common, breached, never] } });
    const { signal } = new AbortController();
    expect(await passwords.problem("cafe\u0301 cafe\u0301", { words: ["zoe"], signal })).toMatchObject({ code: "blocked" });
    expect(breached.mock.calls).toEqual([["café café", { words: ["zoe"], signal }]]);
    expect(await passwords.problem("short")).toMatchObject({ code: "too_short" });
    expect([breached.mock.calls.length, never.mock.calls.length]).toEqual([1, 0]);
  });

  test("S-226 D12 when it cannot be reached, nothing is taken and nothing is swallowed", async () => {
    const unreachable: Blocklist = () => Promise.reject(new UnavailableError("no answer"));
    await expect(quickPasswords({ policy: { blocklists: [unreachable] } }).enroll("good password")).rejects.toThrow("no answer");
  });
});

test("no problem tells the password", async () => {
  const passwords = quickPasswords({ policy: { blocklists: [() => true] } });
  for (const password of ["canary", "canary\0", "canary\ud800", "canary".repeat(20), "canary canary"]) {
    expect(JSON.stringify(await passwords.problem(password))).not.toContain("canary");
    expect(String(await passwords.hash(password).catch(String))).not.toContain("canary");
  }
});
