import { ConfigurationError } from "@ampoule/core";
import { hash } from "@node-rs/argon2";
import { describe, expect, test, vi } from "vitest";
import { allowLowCost, argon2Hasher, type Argon2Options } from "../../src/index.js";
import { argon2Library } from "../../src/passwords/argon2-library.js";
import { right, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

const light = { memoryCost: 64, timeCost: 1, [allowLowCost]: true } as const;
const hasher = argon2Hasher(light);

describe("parameters", () => {
  test("S-217 the defaults are argon2id with 19 MiB, twice, in one lane", async () => {
    expect(await argon2Hasher().hash("password")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  test.each<[Argon2Options]>([
    [{ memoryCost: 47_104, timeCost: 1 }],
    [{ memoryCost: 19_456, timeCost: 2 }],
    [{ memoryCost: 12_288, timeCost: 3 }],
    [{ memoryCost: 12_288, timeCost: 20 }],
    [{ memoryCost: 524_288, timeCost: 2, parallelism: 4 }],
  ])("S-217 %j starts", (options) => {
    expect(argon2Hasher(options).accepts(argon2Hasher(options).decoy)).toBe(true);
  });

  test.each<[Argon2Options]>([
    [{ memoryCost: 47_103, timeCost: 1 }],
    [{ memoryCost: 19_455 }],
    [{ memoryCost: 12_287, timeCost: 3 }],
    [{ timeCost: 0 }],
    [{ parallelism: 0 }],
    [{ parallelism: 17 }],
    [{ memoryCost: 31, parallelism: 4, [allowLowCost]: true }],
    [{ maxMemoryCost: 19_455 }],
    [{ maxTimeCost: 1 }],
    [{ memoryCost: Number.NaN }],
  ])("S-217 %j does not", (options) => {
    expect(() => argon2Hasher(options)).toThrow(ConfigurationError);
  });

  test("without the optional peer it does not start, and says what to install", () => {
    const missing = Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
    const load = () =>
      argon2Library(() => {
        throw missing;
      });
    expect(load).toThrow(ConfigurationError);
    expect(load).toThrow("npm install @node-rs/argon2");
    expect(load).toThrow(expect.objectContaining({ cause: missing, code: "missing_binding" }));
  });
});

describe("passwords", () => {
  test("S-219 D4 more than 72 bytes count to the last, up to 4,096", async () => {
    const start = "\u{1f511}".repeat(18);
    const stored = await hasher.hash(`${start}one`);
    expect(await hasher.verify(`${start}one`, stored)).toEqual(right);
    expect(await hasher.verify(`${start}two`, stored)).toEqual(wrong);
    await expect(hasher.hash("a".repeat(4_097))).rejects.toMatchObject({ code: "too_long" });
  });

  test.each(["", "a\0b", "\ud800", "a".repeat(4_097)])("S-223 D13 what cannot be a password is refused", async (password) => {
    await expect(hasher.hash(password)).rejects.toThrow("This text cannot be a password");
    expect(await hasher.verify(password, await hasher.hash("password"))).toEqual(wrong);
  });
});

describe("stored hashes", () => {
  const good = "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  test.each([
    "",
    null,
    undefined,
    "x",
    good.slice(0, -40),
    `${good}$`,
    ` ${good}`,
    good.replace("argon2id", "argon2x"),
    good.replace("v=19", "v=18"),
    good.replace("m=64", "m=0"),
    good.replace("m=64", "m=7"),
    good.replace("t=1", "t=0"),
    good.replace("p=1", "p=0"),
  ])("S-222 %j is wrong, not an exception", async (stored) => {
    expect(hasher.accepts(stored ?? "")).toBe(false);
    expect(await hasher.verify("password", stored)).toEqual(wrong);
  });

  test("S-222 a hash that was cut anywhere, or has any one character changed, is wrong, not an exception", async () => {
    const stored = await hasher.hash("password");
    for (let index = 0; index < stored.length; index += 1) {
      for (const changed of [stored.slice(0, index), `${stored.slice(0, index)}B${stored.slice(index + 1)}`]) {
        if (changed !== stored) expect(await hasher.verify("password", changed)).toEqual(wrong);
      }
    }
  });

  test("S-229 B9 D14 what would fill the memory, or run for hours, is wrong, and is not computed", async () => {
    for (const cost of [
      "m=4294967295,t=1,p=1",
      "m=262145,t=1,p=1",
      "m=64,t=11,p=1",
      "m=64,t=4294967295,p=1",
      "m=2048,t=1,p=17",
      "m=2048,t=1,p=255",
    ]) {
      expect(await hasher.verify("password", good.replace("m=64,t=1,p=1", cost))).toEqual(wrong);
    }
    expect(hasher.accepts(good.replace("m=64", "m=262144"))).toBe(true);
    expect(argon2Hasher({ ...light, maxMemoryCost: 128, maxTimeCost: 2 }).accepts(good.replace("m=64", "m=129"))).toBe(false);
  });

  test("S-227 D6 D7 less memory or fewer rounds need a rehash; one's own and more do not", async () => {
    const stored = await hasher.hash("password");
    expect(await hasher.verify("password", stored)).toEqual(right);
    for (const more of [{ memoryCost: 128 }, { timeCost: 2 }]) {
      const stronger = argon2Hasher({ ...light, ...more });
      expect(await stronger.verify("password", stored)).toEqual({ ok: true, needsRehash: true });
      expect(await hasher.verify("password", await stronger.hash("password"))).toEqual(right);
    }
  });
});

test("S-227 argon2i, argon2d and the first version need a rehash at the same cost too", async () => {
  for (const [algorithm, version] of [
    [0, 1],
    [1, 1],
    [2, 0],
  ] as const) {
    const stored = await hash("password", { memoryCost: 64, timeCost: 1, algorithm, version });
    expect(await hasher.verify("password", stored)).toEqual({ ok: true, needsRehash: true });
  }
});

test("D14 a signal that is aborted ends the wait", async () => {
  const signal = AbortSignal.abort();
  await expect(hasher.hash("password", { signal })).rejects.toMatchObject({ name: "AbortError" });
  await expect(hasher.verify("password", hasher.decoy, { signal })).rejects.toMatchObject({ name: "AbortError" });
});
