import { describe, expect, test } from "vitest";
import { claimsOf, faultOf, grantRefused, issuing, refreshed, refusalOf, signedIn, type Issuing } from "./issuing.js";

describe("who may refresh what", () => {
  test("S-147 another client gets nothing, and changes nothing", async () => {
    const to = issuing();
    const pair = await signedIn(to, "u1", { clientId: "app" });
    expect(refusalOf(await to.auth.refresh(pair.refreshToken, { clientId: "other" }))).toEqual(grantRefused("wrong_client"));
    expect(refusalOf(await to.auth.refresh(pair.refreshToken))).toEqual(grantRefused("wrong_client"));
    expect((await refreshed(to, pair, { clientId: "app" })).session).toBe(pair.session);
  });

  test("S-148 wider scopes are refused without a rotation; narrower ones hold once", async () => {
    const to = issuing();
    const pair = await signedIn(to, "u1", { scopes: ["read", "write"] });
    expect(refusalOf(await to.auth.refresh(pair.refreshToken, { scopes: ["read", "admin"] }))).toEqual({
      error: "invalid_scope",
      code: "scope_not_granted",
    });
    const narrow = await refreshed(to, pair, { scopes: ["read"] });
    expect([narrow.scopes, claimsOf(narrow.accessToken)["scope"]]).toEqual([["read"], "read"]);
    expect((await refreshed(to, narrow)).scopes).toEqual(["read", "write"]);
  });

  test("S-148 H1 at sign-in too, and an account gets no more than it may have", async () => {
    const to = issuing();
    expect(refusalOf(await to.auth.signIn("u1", { scopes: ["admin"] }))).toEqual({ error: "invalid_scope", code: "scope_not_granted" });
    to.change({ role: "admin" });
    const pair = await signedIn(to);
    expect(pair.scopes).toEqual(["read", "write", "admin"]);
    to.change({ role: "member" });
    expect((await refreshed(to, pair)).scopes).toEqual(["read", "write"]);
  });

  test("S-149, C2 nobody who is disabled, deleted or has another password, and the family ends", async () => {
    const cases: [string, (to: Issuing) => void][] = [
      ["account_disabled", (to) => to.change({ isDisabled: true })],
      ["no_account", (to) => to.users.delete("u1")],
      ["epoch_changed", (to) => to.change({ epoch: 1 })],
    ];
    for (const [code, happen] of cases) {
      const to = issuing();
      const pair = await signedIn(to);
      happen(to);
      expect(refusalOf(await to.auth.refresh(pair.refreshToken))).toEqual(grantRefused(code));
      expect(await to.store.find(pair.session)).toBeUndefined();
    }
  });

  test("S-149 nobody signs in who may not", async () => {
    const to = issuing();
    to.change({ isDisabled: true });
    expect(refusalOf(await to.auth.signIn("u1"))).toEqual(grantRefused("account_disabled"));
    expect(refusalOf(await to.auth.signIn("nobody"))).toEqual(grantRefused("no_account"));
  });

  test("C7 claims are made anew, by the function that made them at sign-in", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    expect(claimsOf(pair.accessToken)["role"]).toBe("member");
    to.change({ role: "admin", revision: 1 });
    expect(claimsOf((await refreshed(to, pair)).accessToken)).toMatchObject({ role: "admin", revision: 1 });
  });

  test("B1, B2 an access token is no refresh token, and the other way round, whatever the caller says", async () => {
    const to = issuing();
    const { accessToken, refreshToken } = await signedIn(to);
    expect(refusalOf(await to.auth.refresh(accessToken))).toEqual(grantRefused("malformed_refresh_token"));
    expect(await faultOf(to, refreshToken)).toBe("malformed_token");
    const asked = { token_type: "access", clientId: "first-party" };
    expect(refusalOf(await to.auth.refresh(accessToken, asked))).toEqual(grantRefused("malformed_refresh_token"));
  });

  test("B8, S-166 every bad token gets one answer, and none of them costs a look at an account", async () => {
    let asked = 0;
    const to = issuing({ account: (id) => ((asked += 1), to.users.get(id)) });
    const { refreshToken } = await signedIn(to);
    const other = `${refreshToken.slice(0, -1)}${refreshToken.endsWith("A") ? "E" : "A"}`;
    const bad = [
      "",
      "x",
      `${refreshToken} `,
      `rt_${"A".repeat(76)}`,
      other.slice(0, -1),
      "x".repeat(10_000_000),
      refreshToken.replace("rt_", "at_"),
      7 as never,
    ];
    asked = 0;
    for (const text of bad)
      expect(await to.auth.refresh(text)).toMatchObject({ kind: "rejected", oauth: { error: "invalid_grant", description: undefined } });
    expect(asked).toBe(0);
  });

  test("S-331 10 MB instead of a token are refused at once", async () => {
    const to = issuing();
    const long = "A".repeat(10_000_000);
    const before = performance.now();
    await to.auth.refresh(long);
    await to.auth.revoke(long);
    expect(performance.now() - before).toBeLessThan(5);
  });
});
