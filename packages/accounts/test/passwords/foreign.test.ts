import { pbkdf2Sync } from "node:crypto";
import { ConfigurationError } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { argon2Hasher, pbkdf2Verifier, scryptVerifier, type PasswordVerifier } from "../../src/index.js";
import { argon2Hashes, bcryptHashes, foreignPassword, pbkdf2Hashes, scryptHashes } from "./foreign-hashes.js";
import { quick, quickPasswords, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

const verifiers = [argon2Hasher(), pbkdf2Verifier(), scryptVerifier()];
const upgradable = { ok: true, needsRehash: true };

describe.each([...bcryptHashes, ...argon2Hashes, ...pbkdf2Hashes, ...scryptHashes])("a hash of %s", (_, stored) => {
  // Of another cost than theirs, so that each is to be upgraded.
  const passwords = quickPasswords({ hasher: quick(6), verifiers });

  test("S-227 S-228 D11 signs in, and needs a rehash, once", async () => {
    expect(await passwords.verify(foreignPassword, stored)).toEqual(upgradable);
    expect(await passwords.verify(foreignPassword, await passwords.hash(foreignPassword))).toEqual({ ok: true, needsRehash: false });
  });

  test("S-225 D11 is of no other password", async () => {
    for (const password of [
      `${foreignPassword} `,
      foreignPassword.toUpperCase(),
      "",
      foreignPassword.normalize("NFKD").replace(/\p{M}/gu, ""),
    ]) {
      expect(await passwords.verify(password, stored)).toEqual(wrong);
    }
    expect(await passwords.verify(foreignPassword.normalize("NFD"), stored)).toEqual(upgradable);
  });

  test("S-222 does not fit when it was cut or changed, and does not throw", async () => {
    for (const changed of [
      stored.slice(0, -1),
      stored.slice(0, -30),
      stored.slice(0, -43),
      stored.slice(0, -64),
      `${stored}\n`,
      ` ${stored}`,
      stored.slice(0, 20),
      stored.replaceAll("$", ""),
      `${stored}${"A".repeat(600)}`,
    ]) {
      expect(await passwords.verify(foreignPassword, changed)).toEqual(wrong);
    }
  });

  test("is not accepted by a hasher of another kind alone", () => {
    const isBcrypt = bcryptHashes.some(([, one]) => one === stored);
    expect(quickPasswords().accepts(stored)).toBe(isBcrypt);
  });
});

describe.each<[string, PasswordVerifier, readonly string[]]>([
  [
    "PBKDF2",
    pbkdf2Verifier(),
    [
      "$pbkdf2-sha256$2000001$fs/ZO8c4R8i5dy7FOIdwLg$rdCoxi5vbu.MOigE81Fgx/yXbwXtjc0uOtkCjCE8Rt4",
      "$pbkdf2-sha256$0$fs/ZO8c4R8i5dy7FOIdwLg$rdCoxi5vbu.MOigE81Fgx/yXbwXtjc0uOtkCjCE8Rt4",
      "$pbkdf2-sha1$29000$fs/ZO8c4R8i5dy7FOIdwLg$rdCoxi5vbu.MOigE81Fgx/yXbwXtjc0uOtkCjCE8Rt4",
      "pbkdf2_sha1$1000$salt$9USxfwdlbTaMUZjixe35WKeAmxTpxL3yKywvmsnxa3A=",
      "pbkdf2:md5:1000$salt$d376b3f1e907f75086f56f43a805618a",
      "pbkdf2:sha512:1000$salt$d376b3f1e907f75086f56f43a805618a647516c6eb0171c6adc2b4733f377d21",
      "$pbkdf2-sha256$1000$salt$TWB.HUzKcKeFv9VFPWv.O60G5gtF9VMWZ1A4eBhmUKb4GOc5.LMQWaeRK96woQEfemszYKlERcxoRHEfRpEvfw",
      "pbkdf2_sha256$1000$salt$AAAAAAAAAAAAAAAAAAAA",
    ],
  ],
  [
    "scrypt",
    scryptVerifier(),
    [
      "$scrypt$ln=31,r=8,p=1$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg",
      "$scrypt$ln=0,r=8,p=1$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg",
      "$scrypt$ln=12,r=0,p=1$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg",
      "$scrypt$ln=12,r=8,p=0$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg",
      "$scrypt$ln=12,r=8,p=17$TWltLaUUwtjbe8/5/19L6Q$m5TvSz3Q+/tBOubdkkD0HFkOe//W4NUjvNUZro3ATsg",
      `scrypt:30000:8:1$ynQ11u64PRpi7Q3g$${"35044bdb1fdb45e5".repeat(8)}`,
      "scrypt$1048576$salt$8$1$0Yo5nHxarDsp4vqs3w1ChADME/xfMEaxPIbIBYH2xxWlyypasaLKs4sVNYvW3CzZXCE9fVShB+x7U3Y6yvmxZw==",
    ],
  ],
])("%s by itself", (_, verifier, beyond) => {
  test.each(beyond)("S-229 D14 %s is beyond its limits, or no such hash: wrong, and not computed", async (stored) => {
    expect(verifier.accepts(stored)).toBe(false);
    expect(await verifier.verify(foreignPassword, stored)).toEqual(wrong);
  });

  test.each([null, undefined, "", "x"])("S-222 %j is wrong", async (stored) => {
    expect(await verifier.verify(foreignPassword, stored)).toEqual(wrong);
  });

  test("D14 does not run for somebody who has gone", async () => {
    await expect(verifier.verify(foreignPassword, "x", { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });
});

test("D13 S-218 S-223 what cannot be a password is wrong, also where a hash of the empty one is stored", async () => {
  const salt = Buffer.from("salt");
  const stored = `pbkdf2:sha256:1000$salt$${pbkdf2Sync("", salt, 1_000, 32, "sha256").toString("hex")}`;
  expect(pbkdf2Verifier().accepts(stored)).toBe(true);
  for (const password of ["", "a\0b", "\ud800", "a".repeat(4_097)]) expect(await pbkdf2Verifier().verify(password, stored)).toEqual(wrong);
});

test("S-229 the limits can be set, to whole numbers", () => {
  const [, django] = pbkdf2Hashes[2];
  const [, werkzeug] = scryptHashes[2];
  expect([
    pbkdf2Verifier({ maxIterations: 999_999 }).accepts(django),
    pbkdf2Verifier({ maxIterations: 1_000_000 }).accepts(django),
  ]).toEqual([false, true]);
  expect([scryptVerifier({ maxMemory: 32_767 }).accepts(werkzeug), scryptVerifier({ maxMemory: 32_768 }).accepts(werkzeug)]).toEqual([
    false,
    true,
  ]);
  expect(() => pbkdf2Verifier({ maxIterations: 0 })).toThrow(ConfigurationError);
  expect(() => scryptVerifier({ maxMemory: 0.5 })).toThrow(ConfigurationError);
});
