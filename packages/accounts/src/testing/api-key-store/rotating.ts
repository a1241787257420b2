import assert from "node:assert/strict";
import type { ApiKeyRecord } from "../../api-keys/store.js";
import { kept, newRecord, start, type ApiKeyStoreCase } from "./records.js";

export const rotating: readonly ApiKeyStoreCase[] = [
  {
    name: "rotates: adds the next key, ends the old one, and says which took its place",
    async run(store) {
      const { id, owner } = await kept(store, { expiresAt: start + 1_000 });
      const next = newRecord({ owner });
      assert.equal(await store.rotate({ id, owner, next, until: start + 10, now: start }), true);
      assert.deepEqual({ ...(await store.find(next.id)) }, next);
      const old = await store.find(id);
      assert.deepEqual([old?.expiresAt, old?.replacedBy, old?.revokedAt], [start + 10, next.id, undefined]);
    },
  },
  {
    name: "does not let a rotated key live longer than before",
    async run(store) {
      const { id, owner } = await kept(store, { expiresAt: start + 5 });
      assert.equal(await store.rotate({ id, owner, next: newRecord({ owner }), until: start + 10, now: start }), true);
      assert.equal((await store.find(id))?.expiresAt, start + 5);
    },
  },
  {
    name: "does not rotate what is another's, unknown, expired, revoked or replaced, and then adds nothing",
    async run(store) {
      const mine = await kept(store);
      const { owner } = mine;
      const gone = [
        await kept(store),
        newRecord(),
        await kept(store, { owner, expiresAt: start }),
        await kept(store, { owner, revokedAt: start }),
        await kept(store, { owner, revokedAt: start + 5_000 }),
      ];
      for (const { id } of [...gone, await kept(store, { owner, replacedBy: mine.id })]) {
        const next = newRecord({ owner });
        assert.equal(await store.rotate({ id, owner, next, until: start + 10, now: start }), false);
        assert.equal(await store.find(next.id), undefined);
      }
    },
  },
  {
    name: "revokes all keys of an owner in the middle of rotations, so that none is left",
    async run(store) {
      const { owner } = await kept(store);
      const keys = await Promise.all(Array.from({ length: 20 }, () => kept(store, { owner })));
      const rotate = async ({ id }: ApiKeyRecord) => store.rotate({ id, owner, next: newRecord({ owner }), until: start + 10, now: start });
      await Promise.all([...keys.slice(10).map(rotate), store.revokeAll(owner, start), ...keys.slice(0, 10).map(rotate)]);
      assert.deepEqual(
        (await store.list(owner)).filter(({ revokedAt }) => revokedAt === undefined),
        [],
      );
    },
  },
  {
    name: "rotates a key once, however many try at the same time",
    async run(store) {
      const { id, owner } = await kept(store);
      const attempts = Array.from({ length: 50 }, () => newRecord({ owner }));
      const won = await Promise.all(attempts.map(async (next) => store.rotate({ id, owner, next, until: start + 10, now: start })));
      assert.equal(won.filter(Boolean).length, 1);
      assert.equal((await store.list(owner)).length, 2);
      assert.equal((await store.find(id))?.replacedBy, attempts[won.indexOf(true)]?.id);
    },
  },
];
