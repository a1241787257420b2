import { UnavailableError } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryStore, type RefreshStore } from "../../src/index.js";
import { bound, day, grantRefused, issuing, refreshed, refusalOf, signedIn } from "./issuing.js";

describe("faults", () => {
  const failing = (name: keyof RefreshStore): RefreshStore => ({
    ...bound(memoryStore()),
    [name]: () => Promise.reject(new Error("disk full")),
  });

  test("C8 nothing is half done: a pair that could not be kept was not issued", async () => {
    const to = issuing({ store: failing("create") });
    await expect(to.auth.signIn("u1")).rejects.toThrow(UnavailableError);
    expect(to.events).toEqual([]);
    const broken = issuing({ claims: ({ role }) => ({ role, x: role === "admin" ? undefined : 1 }) });
    const pair = await signedIn(broken);
    broken.change({ role: "admin" });
    await expect(broken.auth.refresh(pair.refreshToken)).rejects.toThrow("no JSON");
    broken.change({ role: "member" });
    broken.now += day;
    expect((await refreshed(broken, pair)).session).toBe(pair.session);
  });

  test("C9 a reuse that could not be acted upon is 503, and acted upon the next time", async () => {
    const store = memoryStore();
    let isDown = false;
    const to = issuing({ store: { ...bound(store), end: (id) => (isDown ? Promise.reject(new Error("down")) : store.end(id)) } });
    const first = await signedIn(to);
    await refreshed(to, first);
    to.now += day;
    isDown = true;
    await expect(to.auth.refresh(first.refreshToken)).rejects.toThrow(UnavailableError);
    isDown = false;
    expect(refusalOf(await to.auth.refresh(first.refreshToken))).toEqual(grantRefused("refresh_reused"));
  });

  test("a family that changes under every look is 503", async () => {
    const store = memoryStore();
    const to = issuing({ store: { ...bound(store), swap: () => false } });
    const pair = await signedIn(to);
    await expect(to.auth.refresh(pair.refreshToken)).rejects.toThrow("changes all the time");
  });
});
