import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { PasswordHasher } from "../passwords/hasher.js";

/** One thing that every hasher has to do. */
export interface PasswordHasherCase {
  readonly name: string;
  /** Throws where the hasher does not. */
  readonly run: (hasher: PasswordHasher) => Promise<void>;
}

const newPassword = (): string => `pass ${randomBytes(8).toString("hex")}`;

const checking: readonly PasswordHasherCase[] = [
  {
    name: "accepts the password that was hashed, and needs no rehash of its own hash",
    async run(hasher) {
      const password = newPassword();
      assert.deepEqual({ ...(await hasher.verify(password, await hasher.hash(password))) }, { ok: true, needsRehash: false });
    },
  },
  {
    name: "salts: the same password is never the same hash",
    async run(hasher) {
      const password = newPassword();
      assert.notEqual(await hasher.hash(password), await hasher.hash(password));
    },
  },
  {
    name: "refuses every other password",
    async run(hasher) {
      const password = newPassword();
      const stored = await hasher.hash(password);
      for (const other of [
        ` ${password}`,
        `${password} `,
        password.toUpperCase(),
        password.slice(0, -1),
        `${password}\0`,
        `${password}\ud800`,
        "",
      ]) {
        assert.deepEqual({ ...(await hasher.verify(other, stored)) }, { ok: false, needsRehash: false });
      }
    },
  },
  {
    name: "refuses what is no hash, and its decoy, without a throw",
    async run(hasher) {
      for (const stored of ["", "x", newPassword(), null, undefined, hasher.decoy, hasher.decoy.slice(0, -1)]) {
        assert.deepEqual({ ...(await hasher.verify("", stored)) }, { ok: false, needsRehash: false });
        assert.equal((await hasher.verify(newPassword(), stored)).ok, false);
      }
      assert.equal(hasher.accepts(hasher.decoy), true);
      assert.equal(hasher.accepts(newPassword()), false);
    },
  },
];

const hashing: readonly PasswordHasherCase[] = [
  {
    name: "takes a password of its longest length, and does not cut a longer one",
    async run(hasher) {
      const most = "a".repeat(hasher.longest);
      const stored = await hasher.hash(most);
      assert.equal((await hasher.verify(most, stored)).ok, true);
      assert.equal((await hasher.verify(`${most}a`, stored)).ok, false);
      await assert.rejects(hasher.hash(`${most}a`));
    },
  },
  {
    name: "does not hash what is empty, holds a NUL or is ill-formed",
    async run(hasher) {
      for (const password of ["", "abc\0def", "abc\ud800"]) await assert.rejects(hasher.hash(password));
    },
  },
  {
    name: "takes both spellings of an accent for one password",
    async run(hasher) {
      const password = `${newPassword()} é`;
      assert.equal((await hasher.verify(password.normalize("NFD"), await hasher.hash(password.normalize("NFC")))).ok, true);
    },
  },
  {
    name: "does not run for somebody who has gone",
    async run(hasher) {
      const signal = AbortSignal.abort();
      await assert.rejects(hasher.hash(newPassword(), { signal }));
      await assert.rejects(hasher.verify(newPassword(), hasher.decoy, { signal }));
    },
  },
  {
    name: "costs at least 5 milliseconds, for a hash and for a check of whatever it is",
    async run(hasher) {
      const stored = await hasher.hash(newPassword());
      const jobs = [() => hasher.hash(newPassword()), () => hasher.verify("", stored), () => hasher.verify(newPassword(), "no hash")];
      for (const job of jobs) assert.ok((await shortestOf(job)) >= 5, "a fast hash is guessed fast");
    },
  },
];

/** A busy machine makes things slower, never faster: the shortest of some is what it costs. */
async function shortestOf(job: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await job();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/**
 * What every `PasswordHasher` has to do, for any test runner. Run it at the cost that you serve with.
 *
 * @example
 * ```ts
 * test.each(passwordHasherContract)("$name", ({ run }) => run(new MyHasher()));
 * ```
 */
export const passwordHasherContract: readonly PasswordHasherCase[] = [...checking, ...hashing];
