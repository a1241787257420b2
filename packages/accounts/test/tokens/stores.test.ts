import { UnavailableError } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { memoryStore, packFamily, unpackFamily, type Family, type RefreshStore } from "../../src/index.js";
import { Patience } from "../../src/patience.js";
import { forgetful, slow } from "../../src/testing/index.js";
import { bound, day, issuing, refreshed, second, signedIn, start } from "./issuing.js";

const family = (id: string, subject: string, own: Partial<Family> = {}): Family => ({
  id,
  subject,
  clientId: "c",
  scopes: [],
  epoch: 0,
  startedAt: start,
  usedAt: start,
  current: "d",
  spent: [],
  seed: undefined,
  idleUntil: start + day,
  endsAt: start + 2 * day,
  version: 1,
  ...own,
});

describe("the memory store", () => {
  test("S-332 is bounded: the heap stays flat over a million sessions", { timeout: 60_000 }, () => {
    const store = memoryStore({ size: 1_000 });
    const fill = (from: number) => {
      for (let index = from; index < from + 500_000; index += 1) void store.create(family(`f${index}`, `s${index}`), start);
      gc?.();
      return process.memoryUsage().heapUsed;
    };
    const before = fill(0);
    expect(fill(500_000) - before).toBeLessThan(2_000_000);
    expect(store.find("f999999")).toBeDefined();
    expect(store.find("f998999")).toBeUndefined();
  });

  test("S-332 ends what was not used for longest, and keeps what is used", async () => {
    const store = memoryStore({ size: 2 });
    await store.create(family("a", "s"), start);
    await store.create(family("b", "s"), start);
    expect(await store.swap(family("a", "s", { version: 2 }), 1, start)).toBe(true);
    await store.create(family("c", "s"), start);
    expect(["a", "b", "c"].map((id) => store.find(id) !== undefined)).toEqual([true, false, true]);
  });

  test("S-332, S-152 forgets no denial for want of room, but takes no more", async () => {
    const store = memoryStore({ size: 2 });
    const deny = (jti: string, now: number) => store.deny({ subject: "s", jti, until: now + second, now });
    await deny("1", start);
    await deny("2", start);
    await deny("2", start);
    expect(() => deny("3", start)).toThrow(UnavailableError);
    await deny("3", start + 2 * second);
    for (const subject of ["s", "t"]) await store.endAll(subject, { except: undefined, now: start, until: start + second });
    expect(() => store.endAll("u", { except: undefined, now: start, until: start + second })).toThrow(UnavailableError);
    expect(await store.purge(start + day)).toBe(3);
  });

  test("C11 tidies up with each sign-in", async () => {
    const store = memoryStore();
    for (const id of ["a", "b", "c"]) await store.create(family(id, id, { seed: { value: "x", until: start + 1 } }), start);
    await store.create(family("d", "d"), start + second);
    expect((await store.find("a"))?.seed).toBeUndefined();
    await store.create(family("e", "e", { idleUntil: start + 3 * day }), start + 3 * day);
    expect(["a", "b", "c", "d", "e"].map((id) => store.find(id) !== undefined)).toEqual([false, false, false, false, true]);
  });

  test.each([0, 1.5, 20_000_000, Number.NaN])("has no size of %s", (size) => {
    expect(() => memoryStore({ size })).toThrow("size");
  });
});

describe("a store that fails", () => {
  const hanging: RefreshStore = { ...slow(memoryStore(), 0), find: () => new Promise(() => undefined) };

  test("S-334 slower than the time-out is 503", async () => {
    const to = issuing({ store: hanging, timeout: 20 });
    const pair = await signedIn(to);
    const before = performance.now();
    await expect(to.auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    expect(performance.now() - before).toBeLessThan(500);
  });

  test("S-334 does not pile up questions: beyond 10,000 each is refused at once", async () => {
    const patience = new Patience(50, "token store");
    const releases: (() => void)[] = [];
    const ask = () => patience.ask(() => new Promise<void>((resolve) => void releases.push(resolve))).catch((error: unknown) => error);
    const asked = Array.from({ length: 10_000 }, ask);
    expect(await ask()).toMatchObject({ message: "The token store has too many questions open." });
    expect(new Set((await Promise.all(asked)).map(String)).size).toBe(1);
    expect(await ask()).toMatchObject({ message: "The token store has too many questions open." });
    for (const release of releases) release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await patience.ask(() => 7)).toBe(7);
  });

  test("S-334 gives up questions that never end, after ten time-outs, and asks again", async () => {
    vi.useFakeTimers();
    const patience = new Patience(50, "token store");
    const hang = () => patience.ask(() => new Promise<never>(() => undefined)).catch((error: unknown) => error);
    const late = Promise.withResolvers<number>();
    const asked = [patience.ask(() => late.promise).catch(() => 0), ...Array.from({ length: 9_999 }, hang)];
    await vi.advanceTimersByTimeAsync(499);
    await Promise.all(asked);
    expect(await hang()).toMatchObject({ message: "The token store has too many questions open." });
    await vi.advanceTimersByTimeAsync(1);
    late.resolve(1);
    await vi.advanceTimersByTimeAsync(0);
    const again = Array.from({ length: 10_000 }, hang);
    expect(await hang()).toMatchObject({ message: "The token store has too many questions open." });
    await vi.advanceTimersByTimeAsync(50);
    expect(new Set((await Promise.all(again)).map(String)).size).toBe(1);
    vi.useRealTimers();
  });

  test("a purge takes as long as it takes, and fails as everything does", async () => {
    const store = bound(memoryStore());
    const to = issuing({ store: { ...store, purge: () => new Promise((resolve) => setTimeout(() => resolve(7), 60)) }, timeout: 20 });
    expect(await to.auth.purge()).toBe(7);
    const broken = issuing({ store: { ...store, purge: () => Promise.reject(new Error("secret")) } });
    await expect(broken.auth.purge()).rejects.toThrow("The token store failed.");
  });

  test("keeps the reason of an UnavailableError, and hides every other", async () => {
    const own = new UnavailableError("mine", { retryAfter: 60 });
    const patience = new Patience(50, "token store");
    await expect(patience.ask(() => Promise.reject(own))).rejects.toBe(own);
    await expect(patience.ask(() => Promise.reject(new Error("secret")))).rejects.toThrow("The token store failed.");
  });

  test("S-145 at sign-in, when the answer is lost, is 503 and leaves a session that ends by itself", async () => {
    const to = issuing({ store: forgetful(memoryStore(), (name) => name === "create") });
    await expect(to.auth.signIn("u1")).rejects.toThrow(UnavailableError);
  });
});

test("a family comes out of its text as it went in, and nothing else does", async () => {
  const to = issuing();
  const pair = await refreshed(to, await signedIn(to));
  const kept = await to.store.find(pair.session);
  expect(kept && unpackFamily(packFamily(kept))).toEqual(kept);
  for (const text of ["", "null", "{}", '{"id":"a","current":"b"}', "[]"]) expect(() => unpackFamily(text)).toThrow();
});
