import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { allowLowCost, argon2Hasher, pbkdf2Verifier, scryptVerifier } from "../../src/index.js";
import { argon2Hashes, bcryptHashes, foreignPassword, pbkdf2Hashes, scryptHashes } from "./foreign-hashes.js";
import { quick, quickPasswords, wrong } from "./quick.js";

// Slow on a busy machine, as hashing is.
vi.setConfig({ testTimeout: 60_000 });

/** Small limits: what is accepted is computed, and this asks for much. */
const passwords = quickPasswords({
  hasher: quick(),
  verifiers: [
    argon2Hasher({ memoryCost: 1_024, timeCost: 2, [allowLowCost]: true, maxMemoryCost: 1_024, maxTimeCost: 2 }),
    pbkdf2Verifier({ maxIterations: 1_000 }),
    scryptVerifier({ maxMemory: 4_096 }),
  ],
});

const hashes = [...bcryptHashes, ...argon2Hashes, ...pbkdf2Hashes, ...scryptHashes].map(([, stored]) => stored);

/** A hash with a piece of it replaced, by other text or by a piece of another. */
const mangled = fc
  .tuple(fc.constantFrom(...hashes), fc.constantFrom(...hashes), fc.nat(120), fc.nat(10), fc.string({ maxLength: 4 }))
  .map(
    ([stored, other, at, length, text]) =>
      stored.slice(0, at) + (text === "" ? other.slice(at, at + length) : text) + stored.slice(at + length),
  );

test("S-222 S-229 whatever stands in the place of a hash: never a throw, and never right", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(mangled, fc.string({ unit: "binary" }), fc.string()), async (stored) => {
      fc.pre(!hashes.includes(stored as never));
      expect(await passwords.verify(`${foreignPassword}!`, stored)).toEqual(wrong);
    }),
    { numRuns: 500 },
  );
});
