import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { kept, start, type ApiKeyStoreCase } from "./records.js";

export const ending: readonly ApiKeyStoreCase[] = [
  {
    name: "revokes an owner's own key, and keeps the first time",
    async run(store) {
      const { id, owner } = await kept(store);
      assert.equal(await store.revoke({ id, owner: randomUUID(), now: start }), false);
      assert.equal(await store.revoke({ id: randomUUID(), owner, now: start }), false);
      assert.equal((await store.find(id))?.revokedAt, undefined);
      assert.equal(await store.revoke({ id, owner, now: start + 1 }), true);
      assert.equal(await store.revoke({ id, owner, now: start + 2 }), true);
      assert.equal((await store.find(id))?.revokedAt, start + 1);
    },
  },
  {
    name: "revokes all keys of an owner, and nobody else's",
    async run(store) {
      const [{ id, owner }, other] = [await kept(store), await kept(store)];
      await kept(store, { owner, revokedAt: start });
      await kept(store, { owner });
      assert.equal(await store.revokeAll(owner, start + 1), 2);
      assert.equal(await store.revokeAll(owner, start + 2), 0);
      assert.equal((await store.find(id))?.revokedAt, start + 1);
      assert.equal((await store.find(other.id))?.revokedAt, undefined);
    },
  },
  {
    name: "deletes what was over before a time, and nothing else",
    async run(store) {
      const over = [await kept(store, { expiresAt: 5 }), await kept(store, { revokedAt: 5 })];
      const living = [await kept(store), await kept(store, { expiresAt: 50 }), await kept(store, { revokedAt: 50 })];
      assert.ok((await store.purge(10)) <= over.length);
      for (const { id } of over) assert.equal(await store.find(id), undefined);
      for (const { id } of living) assert.notEqual(await store.find(id), undefined);
    },
  },
];
