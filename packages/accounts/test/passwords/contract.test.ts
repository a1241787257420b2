import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { argon2Hasher, bcryptHasher, passwords, pbkdf2Verifier, type HashedPassword, type PasswordHasher } from "../../src/index.js";
import { passwordHasherContract } from "../../src/testing/index.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

describe.each([
  ["bcrypt", bcryptHasher({ cost: 10 })],
  ["argon2id", argon2Hasher()],
  ["passwords()", passwords({ hasher: bcryptHasher({ cost: 10 }), verifiers: [pbkdf2Verifier()] })],
])("the contract of a hasher: %s", (_, hasher) => {
  test.each(passwordHasherContract)("$name", ({ run }) => run(hasher));
});

describe("D9 a hasher of one's own that is a salted SHA-256", () => {
  const digest = (text: string) => createHash("sha256").update(`salt${text}`).digest("hex") as HashedPassword;
  const fast: PasswordHasher = {
    longest: 100,
    decoy: "0".repeat(64),
    accepts: (stored) => /^[0-9a-f]{64}$/.test(stored),
    hash: async (password) => digest(password),
    verify: async (password, stored) => ({ ok: digest(password) === stored, needsRehash: false }),
  };

  test("does not pass: not for its speed, its salt, or what it takes", async () => {
    const failed: string[] = [];
    for (const { name, run } of passwordHasherContract) await run(fast).catch(() => failed.push(name));
    expect(failed).toEqual([
      "salts: the same password is never the same hash",
      "takes a password of its longest length, and does not cut a longer one",
      "does not hash what is empty, holds a NUL or is ill-formed",
      "takes both spellings of an accent for one password",
      "does not run for somebody who has gone",
      "costs at least 5 milliseconds, for a hash and for a check of whatever it is",
    ]);
  });
});
