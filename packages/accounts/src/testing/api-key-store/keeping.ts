import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { lookalikes } from "../lookalikes.js";
import { kept, start, type ApiKeyStoreCase } from "./records.js";

export const keeping: readonly ApiKeyStoreCase[] = [
  {
    name: "gives back what was added, and nothing for an unknown id",
    async run(store) {
      const [plain, full] = [await kept(store), await kept(store, { expiresAt: start + 5, scopes: [], lastUsedAt: start, name: "" })];
      assert.deepEqual({ ...(await store.find(plain.id)) }, plain);
      assert.deepEqual({ ...(await store.find(full.id)) }, full);
      assert.equal(await store.find(randomUUID()), undefined);
      assert.equal(await store.find(plain.id.toUpperCase()), undefined);
    },
  },
  {
    name: "does not overwrite an id",
    async run(store) {
      const record = await kept(store);
      await assert.rejects(async () => store.add({ ...record, digest: "b3RoZXI" }));
      assert.equal((await store.find(record.id))?.digest, record.digest);
    },
  },
  {
    name: "keeps what was added, whoever changes the object afterwards",
    async run(store) {
      const scopes = ["read"];
      const record = await kept(store, { scopes });
      scopes.push("admin");
      assert.deepEqual((await store.find(record.id))?.scopes, ["read"]);
    },
  },
  {
    name: "lists an owner's keys only",
    async run(store) {
      const first = await kept(store);
      const second = await kept(store, { owner: first.owner, createdAt: start + 1, revokedAt: start + 2 });
      await kept(store);
      assert.deepEqual(
        (await store.list(first.owner)).map(({ id }) => id),
        [first.id, second.id],
      );
      assert.deepEqual(await store.list(randomUUID()), []);
    },
  },
  {
    name: "takes no owner for another, whatever characters are in it",
    async run(store) {
      const some = randomUUID();
      const records = await Promise.all(lookalikes.map((text) => kept(store, { owner: some + text })));
      for (const { id, owner } of records) {
        assert.deepEqual(
          (await store.list(owner)).map((record) => [record.id, record.owner]),
          [[id, owner]],
        );
      }
      for (const { owner } of records) assert.equal(await store.revokeAll(owner, start), 1);
    },
  },
  {
    name: "notes the latest use",
    async run(store) {
      const { id } = await kept(store);
      for (const now of [start + 2, start + 1]) await store.touch(id, now);
      await store.touch(randomUUID(), start);
      assert.equal((await store.find(id))?.lastUsedAt, start + 2);
    },
  },
];
