import { hash as nativeHash, verify as nativeVerify } from "@node-rs/bcrypt";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ConfigurationError } from "@ampoule/core";
import { allowLowCost, bcryptHasher, PasswordError } from "../../src/index.js";
import { quick, right, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

/** The real one, which also tells how it was called. */
vi.mock("@node-rs/bcrypt", { spy: true });
const [hash, verify] = [vi.mocked(nativeHash), vi.mocked(nativeVerify)];

const hasher = quick();
beforeEach(() => vi.clearAllMocks());

describe("parameters", () => {
  test("S-217 D10 the default cost is 12, as the documents say, and the hash says $2b$", async () => {
    expect(await bcryptHasher().hash("password")).toMatch(/^\$2b\$12\$[./A-Za-z0-9]{53}$/);
    expect(bcryptHasher().decoy).toMatch(/^\$2b\$12\$[./A-Za-z0-9]{53}$/);
  });

  test.each([9, 4, 0, -1, 32, 10.5, Number.NaN, "12"])("S-217 a cost of %s does not start", (cost) => {
    expect(() => bcryptHasher({ cost: cost as number })).toThrow(ConfigurationError);
    expect(() => bcryptHasher({ cost: cost as number })).toThrow("bcryptHasher() needs a whole cost from 10 to 31");
  });

  test("S-217 the least cost is 10; less has to be called what it is", () => {
    expect(bcryptHasher({ cost: 10 }).decoy).toContain("$10$");
    expect(bcryptHasher({ cost: 4, [allowLowCost]: true }).decoy).toContain("$04$");
    expect(() => bcryptHasher({ cost: 3, [allowLowCost]: true })).toThrow(ConfigurationError);
  });

  test("B7 @node-rs/bcrypt is called with an options object; the call of its first version throws", async () => {
    await hasher.hash("password");
    expect(hash.mock.calls).toEqual([["password", { cost: 4, rejectLongPasswords: true }]]);
    await expect(nativeHash("password", 4 as never)).rejects.toThrow(TypeError);
  });
});

describe("72 bytes", () => {
  const start = "a".repeat(72);
  const emoji = "\u{1f511}".repeat(18);

  test("S-218 CVE-2025-22228 D4 two long passwords that begin alike do not verify against each other, nor against the beginning", async () => {
    for (const stored of [await nativeHash(start, { cost: 4 }), await nativeHash(`${start}one`, { cost: 4 })]) {
      expect(await nativeVerify(`${start}two`, stored), "bcrypt alone lets it in").toBe(true);
      for (const password of [`${start}one`, `${start}two`, `${start}\0`]) expect(await hasher.verify(password, stored)).toEqual(wrong);
    }
  });

  test("S-218 S-219 B1 B2 D4 72 bytes are taken, 73 refused; 18 emoji are taken, 18 and a letter refused, and 19", async () => {
    for (const password of [start, emoji, "é".repeat(36)]) {
      expect(await hasher.verify(password, await hasher.hash(password))).toEqual(right);
    }
    for (const password of [`${start}a`, `${emoji}a`, `${emoji}\u{1f511}`, "é".repeat(37), "a".repeat(10_000_000)]) {
      await expect(hasher.hash(password)).rejects.toMatchObject({ name: "PasswordError", code: "too_long" });
    }
    expect(await hasher.verify(`${emoji}a`, await nativeHash(emoji, { cost: 4 }))).toEqual(wrong);
  });

  test("S-221 CVE-2025-22234 D5 what cannot be a password is checked all the same, once, against the same hash", async () => {
    const stored = await hasher.hash("password");
    for (const password of ["wrong one", `${start}a`, "", "a\0b", "\ud800", "a".repeat(10_000_000)]) {
      verify.mockClear();
      expect(await hasher.verify(password, stored)).toEqual(wrong);
      expect(verify.mock.calls.map(([, target]) => target)).toEqual([stored]);
    }
  });
});

describe("characters", () => {
  test("S-220 CVE-2020-7689 B3 what stands behind a NUL counts, and a NUL is refused", async () => {
    const stored = await hasher.hash("abc");
    for (const password of ["abc\0x", "abc\0y", "abc\0"]) {
      expect(await hasher.verify(password, stored)).toEqual(wrong);
      await expect(hasher.hash(password)).rejects.toMatchObject({ code: "nul" });
      expect(await nativeVerify(password, stored), "the library too").toBe(false);
    }
    expect(await nativeVerify("abc\0x", await nativeHash("abc\0y", { cost: 4 }))).toBe(false);
  });

  test("S-223 B4 half a surrogate pair is refused, and is not U+FFFD", async () => {
    const stored = await hasher.hash("abc\ufffd");
    expect(await nativeVerify("abc\ud800", stored), "bcrypt alone lets it in").toBe(true);
    for (const password of ["abc\ud800", "abc\udc00", "\ud800\ud800"]) {
      expect(await hasher.verify(password, stored)).toEqual(wrong);
      await expect(hasher.hash(password)).rejects.toMatchObject({ code: "ill_formed" });
    }
  });

  test("B5 D13 S-040 composed and decomposed accents are one password; compatibility forms are not", async () => {
    const stored = await hasher.hash("caf\u00e9 \u{1f511}");
    expect(await hasher.verify("cafe\u0301 \u{1f511}", stored)).toEqual(right);
    expect(await hasher.verify("caf\u00e9 \u{1f511}".normalize("NFKD").toUpperCase(), stored)).toEqual(wrong);
    expect(await hasher.verify("\ufb01sh", await hasher.hash("fish"))).toEqual(wrong);
  });

  test("D13 the empty password is refused, also where a hash of it is stored", async () => {
    await expect(hasher.hash("")).rejects.toThrow(PasswordError);
    expect(await hasher.verify("", await nativeHash("", { cost: 4 }))).toEqual(wrong);
  });

  test("S-225 nothing is trimmed, folded or cut", async () => {
    const stored = await hasher.hash(" pw ");
    for (const password of ["pw", " pw", "pw ", " PW ", " pw  ", " pw"]) expect(await hasher.verify(password, stored)).toEqual(wrong);
    expect(await hasher.verify(" pw ", stored)).toEqual(right);
  });

  test.each([undefined, null, 1, {}, ["abc"], Buffer.from("abc")])("what is no text (%j) is no password", async (password) => {
    const stored = await hasher.hash("abc");
    expect(await hasher.verify(password as never, stored)).toEqual(wrong);
    await expect(hasher.hash(password as never)).rejects.toMatchObject({ code: "ill_formed" });
  });
});

describe("stored hashes", () => {
  const good = "$2b$04$zQXFnu.gxm0m1vVWOrk5aOD/W6/d1gWSkVL/DpJt44QoFvpuC6Ck6";

  test.each([
    "",
    " ",
    "x",
    null,
    undefined,
    1,
    {},
    good.slice(0, -1),
    `${good}x`,
    ` ${good}`,
    `${good}\n`,
    good.replace("04", "+4"),
    "$2b$04$",
    "!",
    good.replace("aOD", "aPD"),
    good.replace(/6$/, "7"),
  ])("S-222 B6 E3 %j is wrong, not an exception, and costs one check of the decoy", async (stored) => {
    expect(await hasher.verify("abc", stored as never)).toEqual(wrong);
    expect(verify.mock.calls).toEqual([["abc", hasher.decoy, {}]]);
  });

  test("S-222 the decoy is nobody's password", async () => {
    for (const password of ["", "abc", hasher.decoy]) expect(await hasher.verify(password, hasher.decoy)).toEqual(wrong);
  });

  test("S-228 $2a$, $2b$ and $2y$ verify; $2x$, of a broken implementation, does not, though the library takes it for $2b$", async () => {
    const stored = await nativeHash("ünïcode \u00ff\u00ff", { cost: 4 });
    const labelled = (letter: string) => stored.replace("$2b$", `$2${letter}$`);
    for (const letter of ["a", "y"]) expect(await hasher.verify("ünïcode ÿÿ", labelled(letter))).toEqual({ ok: true, needsRehash: true });
    expect(await hasher.verify("ünïcode ÿÿ", stored)).toEqual(right);
    for (const letter of ["x", "", "c", "A"]) expect(await hasher.verify("ünïcode ÿÿ", labelled(letter))).toEqual(wrong);
    expect(await nativeVerify("ünïcode ÿÿ", labelled("x"))).toBe(true);
  });

  test("S-229 B9 D14 a stored cost above the cap is wrong, and is not computed", async () => {
    for (const cost of [16, 31]) {
      expect(await hasher.verify("abc", good.replace("$04$", `$${cost}$`))).toEqual(wrong);
    }
    expect(verify.mock.calls.map(([, target]) => target)).toEqual([hasher.decoy, hasher.decoy]);
    const narrow = bcryptHasher({ cost: 4, maxCost: 5, [allowLowCost]: true });
    expect([narrow.accepts(good.replace("$04$", "$05$")), narrow.accepts(good.replace("$04$", "$06$"))]).toEqual([true, false]);
    expect(() => bcryptHasher({ cost: 12, maxCost: 11 })).toThrow(ConfigurationError);
    expect(bcryptHasher({ cost: 16 }).accepts(good.replace("$04$", "$16$"))).toBe(true);
  });

  test.each([0, 1, 3, 32, 39, 99])("a cost of %i is none", (cost) => {
    expect(hasher.accepts(good.replace("$04$", `$${String(cost).padStart(2, "0")}$`))).toBe(false);
  });

  test("S-227 D6 D7 a lower cost needs a rehash, from 4 to 12; one's own and a higher one do not", async () => {
    const stored = await hasher.hash("abc");
    expect(await bcryptHasher().verify("abc", stored)).toEqual({ ok: true, needsRehash: true });
    expect(await quick(5).verify("abc", stored)).toEqual({ ok: true, needsRehash: true });
    expect(await quick(5).verify("wrong", stored)).toEqual(wrong);
    expect(await hasher.verify("abc", await quick(5).hash("abc"))).toEqual(right);
  });
});

describe("signals", () => {
  test("D14 an aborted one ends the wait, before and after the start", async () => {
    const reason = new Error("gone");
    await expect(hasher.hash("abc", { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({ name: "AbortError", cause: reason });
    const controller = new AbortController();
    const checking = quick(10).verify("abc", quick(10).decoy, { signal: controller.signal });
    controller.abort(reason);
    await expect(checking).rejects.toMatchObject({ name: "AbortError", cause: reason });
  });
});
