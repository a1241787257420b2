import { expect, test } from "vitest";
import type { Subject } from "../describe-refresh-store.js";
import { familyOf, issuerOver, pairIn } from "../samples.js";

const now = Date.now();

/** What is kept, and what is not. */
export function keeps({ opened, tidiesItself }: Subject): void {
  test("gives back what it was given, also in another process", async () => {
    const { store, another } = opened();
    const family = familyOf("älice 😀", now, { scopes: ["notes:read", "a"] });
    const bare = familyOf("bob", now, { scopes: [], spent: [], seed: undefined });
    await store.create(family, now);
    await store.create(bare, now);
    expect(await store.find(family.id)).toEqual(family);
    expect(await store.find(bare.id)).toEqual(bare);
    expect(await (await another?.())?.find(family.id)).toEqual(another && family);
    expect(await store.find(familyOf("nobody", now).id)).toBeUndefined();
  });

  test("S-153 swaps only what has the version that was read", async () => {
    const { store } = opened();
    const family = familyOf("alice", now);
    const next = { ...family, current: "next", seed: undefined, version: 2 };
    expect(await store.swap(next, 1, now)).toBe(false);
    expect(await store.find(family.id)).toBeUndefined();
    await store.create(family, now);
    expect(await store.swap(next, 2, now)).toBe(false);
    expect(await store.find(family.id)).toEqual(family);
    expect(await store.swap(next, 1, now)).toBe(true);
    expect(await store.find(family.id)).toEqual(next);
    expect(await store.swap({ ...next, version: 2 }, 1, now)).toBe(false);
  });

  test("C11 purge deletes what has ended, and only that", async () => {
    const { store } = opened();
    const [living, ended] = [familyOf("alice", now), familyOf("alice", now, { idleUntil: now + 1_000 })];
    await store.create(living, now);
    await store.create(ended, now);
    await store.deny({ subject: "alice", jti: "short", until: now + 1_000, now });
    const rows = await store.purge(now + 2_000);
    expect(rows).toBe(tidiesItself ? 0 : 2);
    expect(await store.find(living.id)).toMatchObject({ current: living.current });
    if (!tidiesItself) expect(await store.find(ended.id)).toBeUndefined();
  });

  const forgets = "forgets the seed of a successor when the grace window is over";
  if (!tidiesItself)
    test(forgets, async () => {
      const { store } = opened();
      const family = familyOf("alice", now);
      await store.create(family, now);
      await store.purge(now + 5_000);
      expect((await store.find(family.id))?.seed).toEqual(family.seed);
      await store.purge(now + 10_001);
      expect((await store.find(family.id))?.seed).toBeUndefined();
    });

  test("S-140 holds no token, nor the secret part of one", async () => {
    const { store, dump } = opened();
    const auth = issuerOver(store);
    const first = pairIn(await auth.signIn("alice"));
    const second = pairIn(await auth.refresh(first.refreshToken));
    const kept = await dump?.();
    for (const { refreshToken, accessToken } of [first, second]) {
      expect(kept ?? "").not.toContain(refreshToken.slice(-40));
      expect(kept ?? "").not.toContain(refreshToken.slice(3, 20));
      expect(kept ?? "").not.toContain(accessToken.slice(-40));
    }
    if (kept !== undefined) expect(kept).toContain(first.session.slice(12));
  });
}
