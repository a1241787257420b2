import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { CodeRecord, CodeStore } from "../codes/store.js";

/** One thing that every store has to do. */
export interface CodeStoreCase {
  readonly name: string;
  /** Throws where the store does not. It makes ids of its own, so one store may serve all cases, at the same time. */
  readonly run: (store: CodeStore) => Promise<void>;
}

const now = Date.now();

/** A record with an id that nothing else has. */
function recordOf(own: Partial<CodeRecord> = {}): CodeRecord {
  const about = { purpose: "verify_email", subject: "ключ \u{1f511} ' \0 \ud800", address: "YWRkcmVzcw", epoch: 3 };
  return { id: randomUUID(), digest: randomUUID(), ...about, expiresAt: now + 600_000, ...own };
}

async function kept(store: CodeStore, own: Partial<CodeRecord> = {}): Promise<CodeRecord> {
  const record = recordOf(own);
  await store.put(record, now);
  return record;
}

/**
 * What every `CodeStore` has to do, for any test runner.
 *
 * @example
 * ```ts
 * test.each(codeStoreContract)("$name", ({ run }) => run(new MyStore()));
 * ```
 */
export const codeStoreContract: readonly CodeStoreCase[] = [
  {
    name: "gives back what was put, and nothing for an unknown id",
    async run(store) {
      const record = await kept(store);
      assert.deepEqual({ ...(await store.find(record.id)) }, record);
      assert.equal(await store.find(randomUUID()), undefined);
      assert.equal(await store.find(record.id.toUpperCase()), undefined);
    },
  },
  {
    name: "puts a newer record in the place of an older one, which can be taken no longer",
    async run(store) {
      const old = await kept(store);
      const next = recordOf({ id: old.id });
      await store.put(next, now);
      assert.deepEqual({ ...(await store.find(old.id)) }, next);
      assert.equal(await store.take(old.id, old.digest), false);
      assert.equal(await store.take(next.id, next.digest), true);
    },
  },
  {
    name: "lets a record be taken once, however many try at the same time",
    async run(store) {
      const { id, digest } = await kept(store);
      const taken = await Promise.all(Array.from({ length: 100 }, async () => store.take(id, digest)));
      assert.equal(taken.filter(Boolean).length, 1);
      assert.equal(await store.find(id), undefined);
    },
  },
  {
    name: "leaves a record where it is to whoever brings another digest",
    async run(store) {
      const record = await kept(store);
      for (const digest of ["", "x", randomUUID(), record.digest.toUpperCase()]) assert.equal(await store.take(record.id, digest), false);
      assert.equal(await store.take(randomUUID(), record.digest), false);
      assert.deepEqual({ ...(await store.find(record.id)) }, record);
    },
  },
  {
    name: "drops a record, and does nothing where there is none",
    async run(store) {
      const { id, digest } = await kept(store);
      await store.drop(randomUUID());
      await store.drop(id);
      assert.equal(await store.find(id), undefined);
      assert.equal(await store.take(id, digest), false);
    },
  },
  {
    name: "deletes what ended before a time, and nothing else",
    async run(store) {
      const over = await kept(store, { expiresAt: now - 60_000 });
      const living = await kept(store);
      await store.purge(now - 50_000);
      assert.equal(await store.find(over.id), undefined);
      assert.notEqual(await store.find(living.id), undefined);
    },
  },
];
