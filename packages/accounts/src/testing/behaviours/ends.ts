import { expect, test } from "vitest";
import type { Family } from "../../tokens/family.js";
import type { Subject } from "../describe-refresh-store.js";
import { lookalikes } from "../lookalikes.js";
import { familyOf } from "../samples.js";

const now = Date.now();
const day = 86_400_000;

/** What ends, and what goes on. */
export function ends({ opened }: Subject): void {
  const ask = (subject: string, own: { family?: string; jti?: string; issuedAt?: number }) =>
    opened().store.isOver({ subject, family: undefined, jti: undefined, issuedAt: now, now, ...own });

  test("a family ends, and its siblings go on", async () => {
    const { store } = opened();
    const [one, two] = [familyOf("alice", now), familyOf("alice", now)];
    await store.create(one, now);
    await store.create(two, now);
    expect(await ask("alice", { family: one.id, jti: "1" })).toBe(false);
    await store.end(one.id);
    await store.end(one.id);
    expect(await store.find(one.id)).toBeUndefined();
    expect(await store.swap({ ...one, version: 2 }, 1, now)).toBe(false);
    expect(await ask("alice", { family: one.id, jti: "1" })).toBe(true);
    expect(await ask("alice", { family: two.id, jti: "2" })).toBe(false);
  });

  test("no subject is taken for another, whatever characters are in it", async () => {
    const { store } = opened();
    const families = lookalikes.map((subject) => familyOf(subject, now));
    for (const family of families) await store.create(family, now);
    for (const [index, { subject, id }] of families.entries()) {
      expect((await store.list(subject)).map((family) => family.id)).toEqual([id]);
      await store.endAll(subject, { except: undefined, now, until: now + day });
      const left = await Promise.all(families.map(async ({ id: other }) => store.find(other)));
      expect(left.map((family) => family === undefined)).toEqual(families.map((_, other) => other <= index));
      const over = await Promise.all(lookalikes.map(async (other) => ask(other, { jti: "1" })));
      expect(over).toEqual(families.map((_, other) => other <= index));
    }
  });

  test("X-41 lists what a subject has, as it is, and nothing of anybody else", async () => {
    const { store, another } = opened();
    const [one, two, other] = [familyOf("älice 😀", now), familyOf("älice 😀", now, { seed: undefined }), familyOf("bob", now)];
    for (const family of [one, two, other]) await store.create(family, now);
    const next = { ...one, usedAt: now + 1, version: 2 };
    await store.swap(next, 1, now);
    const sorted = (families: readonly Family[]) => families.toSorted((left, right) => (left.id < right.id ? -1 : 1));
    for (const seen of [store, (await another?.()) ?? store]) {
      expect(sorted(await seen.list("älice 😀"))).toEqual(sorted([next, two]));
      expect(await seen.list("bob")).toEqual([other]);
      expect(await seen.list("nobody")).toEqual([]);
    }
    await store.end(one.id);
    expect(await store.list("älice 😀")).toEqual([two]);
    await store.endAll("älice 😀", { except: undefined, now, until: now + day });
    expect(await store.list("älice 😀")).toEqual([]);
  });

  test("S-151 everything of a subject ends, or everything but one family; nothing of anybody else", async () => {
    const { store } = opened();
    const [one, two, three] = [familyOf("alice", now), familyOf("alice", now), familyOf("alice", now)];
    const other = familyOf("bob", now);
    for (const family of [one, two, three, other]) await store.create(family, now);
    await store.endAll("alice", { except: two.id, now, until: now + day });
    expect(await Promise.all([one, two, three, other].map(async ({ id }) => (await store.find(id)) !== undefined))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(await ask("alice", { family: two.id })).toBe(false);
    await store.endAll("alice", { except: undefined, now, until: now + day });
    expect(await store.find(two.id)).toBeUndefined();
    expect(await store.find(other.id)).toEqual(other);
    await store.endAll("nobody", { except: undefined, now, until: now + day });
  });

  test("S-151 access tokens without a family end with everything, if they were made before", async () => {
    const { store } = opened();
    await store.endAll("alice", { except: undefined, now, until: now + day });
    expect(await ask("alice", { jti: "1", issuedAt: now - 1 })).toBe(true);
    expect(await ask("alice", { jti: "1", issuedAt: now })).toBe(true);
    expect(await ask("alice", { jti: "1", issuedAt: now + 1_000 })).toBe(false);
    expect(await ask("bob", { jti: "1", issuedAt: now - 1 })).toBe(false);
  });

  test("S-152 one access token is denied until it has ended, and no other", async () => {
    const { store } = opened();
    await store.deny({ subject: "alice", jti: "1", until: now + day, now });
    await store.deny({ subject: "alice", jti: "1", until: now + day, now });
    await store.purge(now + day - 1);
    expect(await ask("alice", { jti: "1" })).toBe(true);
    expect(await ask("alice", { jti: "2" })).toBe(false);
    expect(await ask("alice", {})).toBe(false);
  });
}
