import { describe, expect, test } from "vitest";
import { day, faultOf, grantRefused, issuing, refreshed, refusalOf, second, signedIn, start, type Issuing } from "./issuing.js";

const codesOf = ({ events }: Issuing): (string | undefined)[] => events.map(({ type, code }) => code ?? type);

describe("rotation", () => {
  test("S-140 a refresh token is opaque and has 256 random bits of its own", async () => {
    const to = issuing();
    const tokens = [await signedIn(to), await signedIn(to)].map(({ refreshToken }) => refreshToken);
    for (const token of tokens) expect(token).toMatch(/^rt_[\w-]{76}$/);
    expect(Buffer.from(tokens[0]?.slice(-43) ?? "", "base64url")).toHaveLength(32);
    expect(tokens[0]?.slice(16)).not.toBe(tokens[1]?.slice(16));
  });

  test("S-141, C1 gives a new pair, and the old refresh token is dead", async () => {
    const to = issuing();
    const first = await signedIn(to);
    const next = await refreshed(to, first);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect([next.jti === first.jti, next.session === first.session]).toEqual([false, true]);
    to.now += 11 * second;
    expect(refusalOf(await to.auth.refresh(first.refreshToken))).toEqual(grantRefused("refresh_reused"));
  });

  test("S-142, S-157, C9 a replay outside the window kills the family, the newest token included, and is told without a token", async () => {
    const to = issuing();
    const first = await signedIn(to, "u1", { clientId: "app" });
    const newest = await refreshed(to, await refreshed(to, first, { clientId: "app" }), { clientId: "app" });
    to.now += 10 * second;
    expect(refusalOf(await to.auth.refresh(first.refreshToken, { clientId: "app" }))).toEqual(grantRefused("refresh_reused"));
    expect(refusalOf(await to.auth.refresh(newest.refreshToken, { clientId: "app" }))).toEqual(grantRefused("unknown_refresh_token"));
    expect(await faultOf(to, newest.accessToken)).toBe("revoked");
    const reuse = to.events.find(({ type }) => type === "reused");
    expect(reuse).toEqual({
      type: "reused",
      code: "refresh_reused",
      subject: "u1",
      clientId: "app",
      family: first.session,
      jti: undefined,
      time: to.now,
    });
  });

  test("S-144, S-145 a replay inside the window gets the same successor, and the user stays signed in", async () => {
    const to = issuing();
    const first = await signedIn(to);
    const lost = await refreshed(to, first);
    to.now += 9_999;
    const again = await refreshed(to, first);
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect(again.jti).not.toBe(lost.jti);
    expect((await refreshed(to, again)).session).toBe(first.session);
    expect(codesOf(to)).toEqual(["issued", "refreshed", "repeated", "refreshed"]);
  });

  test("S-144 an earlier token inside the window is refused plainly, and the family lives", async () => {
    const to = issuing();
    const first = await signedIn(to);
    const second_ = await refreshed(to, first);
    const third = await refreshed(to, second_);
    expect(refusalOf(await to.auth.refresh(first.refreshToken))).toEqual(grantRefused("refresh_spent"));
    expect((await refreshed(to, second_)).refreshToken).toBe(third.refreshToken);
    expect((await refreshed(to, third)).session).toBe(first.session);
  });

  test("S-144 a window of 0 is allowed: every replay kills", async () => {
    const to = issuing({ lifetimes: { grace: 0 } });
    const first = await signedIn(to);
    const next = await refreshed(to, first);
    expect((await to.store.find(first.session))?.seed).toBeUndefined();
    expect(refusalOf(await to.auth.refresh(first.refreshToken))).toEqual(grantRefused("refresh_reused"));
    expect(refusalOf(await to.auth.refresh(next.refreshToken))).toEqual(grantRefused("unknown_refresh_token"));
  });

  test("who hammers cannot keep an old token inside the window", async () => {
    const to = issuing();
    const stolen = await signedIn(to);
    let thief = await refreshed(to, stolen);
    for (let turn = 0; turn < 6; turn += 1) {
      to.now += 2 * second;
      thief = await refreshed(to, thief);
    }
    expect(refusalOf(await to.auth.refresh(stolen.refreshToken))).toEqual(grantRefused("refresh_reused"));
    expect(refusalOf(await to.auth.refresh(thief.refreshToken))).toEqual(grantRefused("unknown_refresh_token"));
  });

  test("S-146 rotation moves the idle limit and never the absolute one", async () => {
    const to = issuing({ lifetimes: { idle: 86_400, absolute: 3 * 86_400 } });
    let pair = await signedIn(to);
    expect(pair.refreshExpiresIn).toBe(86_400);
    for (let turn = 0; turn < 3; turn += 1) {
      to.now += day - second;
      pair = await refreshed(to, pair);
      expect((await to.store.find(pair.session))?.endsAt).toBe(start + 3 * day);
    }
    expect(pair.refreshExpiresIn).toBe(3);
    to.now = start + 3 * day;
    expect(refusalOf(await to.auth.refresh(pair.refreshToken))).toEqual(grantRefused("refresh_expired"));
    const idle = await signedIn(to);
    to.now += day;
    expect(refusalOf(await to.auth.refresh(idle.refreshToken))).toEqual(grantRefused("refresh_expired"));
    expect(await to.store.find(idle.session)).toBeUndefined();
  });

  test("S-158 a clock that is set back an hour moves no limit, and kills nobody", async () => {
    const to = issuing({ lifetimes: { idle: 7_200, absolute: 10_800 } });
    const first = await signedIn(to);
    const next = await refreshed(to, first);
    to.now -= 3_600 * second;
    expect((await refreshed(to, next)).session).toBe(first.session);
    expect((await to.store.find(first.session))?.endsAt).toBe(start + 10_800 * second);
    to.now = start + 10_800 * second;
    expect(await faultOf(to, next.accessToken)).toBe("expired");
    expect(refusalOf(await to.auth.refresh(next.refreshToken))).toMatchObject({ error: "invalid_grant" });
  });
});
