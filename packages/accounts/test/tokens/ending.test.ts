import { UnavailableError } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import { describe, expect, test } from "vitest";
import { allowUnchecked, memoryStore, signingKeys } from "../../src/index.js";
import { ed } from "../keys/making.js";
import { bound, day, faultOf, grantRefused, issued, issuing, refreshed, refusalOf, second, signedIn, type Issuing } from "./issuing.js";

const verified = async (to: Issuing, text: string): Promise<AccessToken> => {
  const token = await to.present(text);
  if ("kind" in token) throw new Error(token.code);
  return token;
};

describe("ending", () => {
  test("S-150, C5, C6 signing out ends the refresh token and the access token at once", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    const other = await signedIn(to);
    const token = await verified(to, pair.accessToken);
    await to.auth.signOut(token);
    await to.auth.signOut(token);
    expect(await faultOf(to, pair.accessToken)).toBe("revoked");
    expect(refusalOf(await to.auth.refresh(pair.refreshToken))).toEqual(grantRefused("unknown_refresh_token"));
    expect(await faultOf(to, other.accessToken)).toBeUndefined();
    expect(to.events.filter(({ type }) => type === "ended")).toMatchObject([{ code: "signed_out", family: pair.session }, {}]);
  });

  test("S-152 an access token alone is denied for longer than it lives", async () => {
    const to = issuing();
    const { accessToken } = issued(await to.auth.issue("u1"));
    await to.auth.signOut(await verified(to, accessToken));
    expect(await faultOf(to, accessToken)).toBe("revoked");
    to.now += 900 * second;
    expect(await to.auth.purge()).toBe(0);
    to.now += 2 * day;
    expect(await to.auth.purge()).toBe(1);
  });

  test("S-152 a store that cannot say is a refusal, unless the application said otherwise", async () => {
    let isDown = false;
    const store = memoryStore();
    const broken = { ...bound(store), isOver: () => (isDown ? Promise.reject(new Error("down")) : false) };
    const [strict, lenient] = [issuing({ store: broken }), issuing({ store: broken, [allowUnchecked]: true })];
    const [one, two] = [await signedIn(strict), await signedIn(lenient)];
    isDown = true;
    await expect(strict.present(one.accessToken)).rejects.toThrow(UnavailableError);
    expect(await faultOf(lenient, two.accessToken)).toBeUndefined();
    lenient.change({ epoch: 1 });
    expect(await faultOf(lenient, two.accessToken)).toBe("revoked");
  });

  test("S-151 signing out everywhere ends every token from before, also those without a session, and nobody else's", async () => {
    const to = issuing();
    to.users.set("u2", { id: "u2", role: "member", email: "", passwordHash: "" });
    const [one, two, bob] = [await signedIn(to), await signedIn(to), await signedIn(to, "u2")];
    const alone = issued(await to.auth.issue("u1"));
    await to.auth.revokeAll("u1");
    for (const { accessToken } of [one, two, alone]) expect(await faultOf(to, accessToken)).toBe("revoked");
    for (const { refreshToken } of [one, two])
      expect(refusalOf(await to.auth.refresh(refreshToken))).toEqual(grantRefused("unknown_refresh_token"));
    expect(await faultOf(to, bob.accessToken)).toBeUndefined();
    expect(await faultOf(to, (await signedIn(to)).accessToken)).toBeUndefined();
    to.now += 6 * second;
    expect(await faultOf(to, issued(await to.auth.issue("u1")).accessToken)).toBeUndefined();
  });

  test.each([-5, -3, 0, 3, 5])(
    "S-151 signing out everywhere by a process whose clock is %i s off ends tokens alone all the same",
    async (off) => {
      const store = memoryStore();
      const keys = signingKeys({ keys: [ed()] });
      const [here, there] = [issuing({ store, keys }), issuing({ store, keys })];
      there.now += off * second;
      const { accessToken } = issued(await here.auth.issue("u1"));
      const token = await verified(here, accessToken);
      await there.auth.revokeAll("u1");
      expect([await here.auth.isSessionOver(token), await there.auth.isSessionOver(token)]).toEqual([true, true]);
    },
  );

  test("S-151 everywhere but here", async () => {
    const to = issuing();
    const [here, there] = [await signedIn(to), await signedIn(to)];
    await to.auth.revokeAll("u1", { exceptCurrent: await verified(to, here.accessToken) });
    expect(await faultOf(to, there.accessToken)).toBe("revoked");
    expect(await faultOf(to, here.accessToken)).toBeUndefined();
    expect((await refreshed(to, here)).session).toBe(here.session);
  });

  test("C10, S-149 another password ends every session and every access token at once", async () => {
    const to = issuing();
    const [one, alone] = [await signedIn(to), issued(await to.auth.issue("u1"))];
    to.change({ passwordHash: "another", epoch: 1 });
    for (const { accessToken } of [one, alone]) expect(await faultOf(to, accessToken)).toBe("revoked");
    expect(refusalOf(await to.auth.refresh(one.refreshToken))).toEqual(grantRefused("epoch_changed"));
    expect(await faultOf(to, (await signedIn(to)).accessToken)).toBeUndefined();
  });

  test("C7 another role ends access tokens at once, and refreshing gives true ones", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    to.change({ role: "admin", revision: 1 });
    expect(await faultOf(to, pair.accessToken)).toBe("revoked");
    expect(await faultOf(to, (await refreshed(to, pair)).accessToken)).toBeUndefined();
  });

  test("S-149 a disabled or deleted account's access token is refused at once", async () => {
    const to = issuing();
    const { accessToken } = await signedIn(to);
    const token = await verified(to, accessToken);
    to.change({ isDisabled: true });
    expect(await faultOf(to, accessToken)).toBe("revoked");
    expect(await to.auth.isSessionOver(token)).toBe(false);
    to.users.clear();
    expect(await faultOf(to, accessToken)).toBe("revoked");
  });

  test("revoking is for the token's own client, and says nothing of what it found", async () => {
    const to = issuing();
    const pair = await signedIn(to, "u1", { clientId: "app" });
    for (const text of ["", "rt_x", `rt_${"A".repeat(76)}`, pair.refreshToken]) expect(await to.auth.revoke(text)).toBeUndefined();
    const next = await refreshed(to, pair, { clientId: "app" });
    expect(await to.auth.revoke(pair.refreshToken, { clientId: "app" })).toBeUndefined();
    expect(refusalOf(await to.auth.refresh(next.refreshToken, { clientId: "app" }))).toEqual(grantRefused("unknown_refresh_token"));
    expect(to.events.at(-2)).toMatchObject({ type: "ended", code: "revoked", clientId: "app" });
  });

  test("a token of somebody else's without names cannot be ended", async () => {
    const to = issuing();
    const token = { ...(await verified(to, (await signedIn(to)).accessToken)), jti: undefined, claims: {} };
    await expect(to.auth.signOut(token)).rejects.toThrow("cannot be ended");
    expect(await to.auth.revoked({ ...token, iat: undefined })).toBe(true);
  });
});
