import { ConfigurationError } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { describe, expect, test } from "vitest";
import { newName } from "../../src/tokens/access.js";
import {
  audience,
  claimsOf,
  faultOf,
  headerOf,
  issued,
  issuer,
  issuing,
  refreshed,
  refusalOf,
  second,
  signedIn,
  start,
  type Own,
} from "./issuing.js";

const at = start / second;

describe("an access token", () => {
  test("S-133, B9 says what RFC 9068 wants, names its key, and has a name", async () => {
    const to = issuing();
    const { accessToken, expiresIn, jti, session } = await signedIn(to);
    expect(headerOf(accessToken)).toEqual({ alg: "Ed25519", typ: "at+jwt", kid: to.keys.current });
    expect(claimsOf(accessToken)).toEqual({
      iss: issuer,
      aud: audience,
      sub: "u1",
      client_id: "first-party",
      iat: at,
      exp: at + 900,
      jti,
      scope: "read write",
      sid: session,
      auth_time: at,
      epoch: 0,
      revision: 0,
      role: "member",
    });
    expect(expiresIn).toBe(900);
    expect(await to.present(accessToken)).toMatchObject({ sub: "u1", scopes: ["read", "write"], jti, clientId: "first-party" });
    expect(to.events).toMatchObject([{ type: "issued", jti, family: session, subject: "u1" }]);
  });

  test("S-133 says no scope where none is granted", async () => {
    const to = issuing();
    expect(claimsOf((await signedIn(to, "u1", { scopes: [] })).accessToken)).not.toHaveProperty("scope");
  });

  test("S-134, B5 ends after 15 minutes, on a whole second, and never later than its sign-in", async () => {
    const to = issuing({ lifetimes: { idle: 3_600, absolute: 3_600 } });
    to.now += 400;
    const first = await signedIn(to);
    expect(claimsOf(first.accessToken).exp).toBe(at + 900);
    expect(await faultOf(to, first.accessToken)).toBeUndefined();
    to.now += 899 * second;
    expect(await faultOf(to, first.accessToken)).toBeUndefined();
    to.now += second;
    expect(await faultOf(to, first.accessToken)).toBe("expired");
    to.now = start + 3_000 * second;
    const last = await refreshed(to, first);
    expect([claimsOf(last.accessToken).exp, last.expiresIn, last.refreshExpiresIn]).toEqual([at + 3_601, 601, 600]);
  });

  test("S-135 a million names do not repeat, and have 128 bits", { timeout: 60_000 }, () => {
    const names = new Set(Array.from({ length: 1_000_000 }, newName));
    expect(names.size).toBe(1_000_000);
    expect(Buffer.from(newName(), "base64url")).toHaveLength(16);
  });

  const reserved = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "scope",
    "client_id",
    "sid",
    "epoch",
    "revision",
    "typ",
    "nonce",
    "events",
  ];
  test.each(reserved)("S-136 %s cannot be overwritten", async (name) => {
    const to = issuing({ claims: () => ({ [name]: "x" }) });
    await expect(to.auth.signIn("u1")).rejects.toThrow(`"${name}"`);
  });

  test("S-137 never says what an account should keep to itself", async () => {
    const { auth } = issuing({ claims: (user) => user as never });
    await expect(auth.signIn("u1")).rejects.toThrow("as it is");
    const names = ["passwordHash", "password", "Secret", "salt", "passcode", "resetToken", "refresh_tokens", "token", "apiKey", "api_key"];
    for (const claims of names.flatMap((name) => [{ [name]: "x" }, { user: { [name]: "x" } }, { list: [{ [name]: 1 }] }])) {
      await expect(issuing({ claims: () => claims }).auth.signIn("u1")).rejects.toThrow(ConfigurationError);
    }
    expect(issued(await issuing({ claims: () => ({ tokenVersion: 1, tokenized: true }) }).auth.signIn("u1"))).toBeDefined();
    const { accessToken } = await signedIn(issuing());
    expect(JSON.stringify(claimsOf(accessToken))).not.toMatch(/hash|alice@/);
  });

  test("B6 what claims() says arrives as it was said, and what would not is refused", async () => {
    const said = { role: "x", "https://example.com/tenant": "t1", limits: { a: [1, 2.5, null, true], ü: "😀" } };
    const to = issuing({ claims: () => said });
    const { accessToken } = await signedIn(to);
    expect(await to.present(accessToken)).toMatchObject({ claims: JSON.parse(JSON.stringify(said)) as object });
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    const unsayable = [
      undefined,
      Number.NaN,
      1n,
      () => 1,
      new Date(),
      new Map(),
      "\ud800",
      Symbol("x"),
      cyclic,
      { ["__proto__"]: 1, x: undefined },
    ];
    for (const value of unsayable) await expect(issuing({ claims: () => ({ x: value }) }).auth.signIn("u1")).rejects.toThrow("is no JSON");
    expect(issued(await issuing({ claims: () => ({ x: Object.create(null) as object }) }).auth.signIn("u1"))).toBeDefined();
  });

  test("S-136, S-137 claims that come later are waited for, and looked at as well", async () => {
    const to = issuing({ claims: async ({ id }) => ({ tenant: await Promise.resolve(`tenant of ${id}`) }) });
    const pair = await signedIn(to);
    for (const { accessToken } of [pair, await refreshed(to, pair)]) expect(claimsOf(accessToken)["tenant"]).toBe("tenant of u1");
    await expect(issuing({ claims: async () => ({ sub: "u2" }) }).auth.signIn("u1")).rejects.toThrow('"sub"');
    await expect(issuing({ claims: async () => ({ password: "x" }) }).auth.signIn("u1")).rejects.toThrow(ConfigurationError);
    await expect(issuing({ claims: async (user) => user as never }).auth.signIn("u1")).rejects.toThrow("as it is");
    const down = new Error("no connection");
    await expect(issuing({ claims: () => Promise.reject(down) }).auth.signIn("u1")).rejects.toBe(down);
  });

  test.each([undefined, null, "role=admin", ["a"], new Map(), new (class Row {})()])("claims() that gives %s is refused", async (said) => {
    await expect(issuing({ claims: () => said as never }).auth.signIn("u1")).rejects.toThrow("no plain object of claims");
  });

  test("B12 one that no verifier would read is not issued", async () => {
    const to = issuing({ claims: () => ({ x: "x".repeat(8_000) }) });
    await expect(to.auth.signIn("u1")).rejects.toThrow("says too much");
  });

  test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1.5, 3_601, "900"])("S-138 no lifetime of %s", (access) => {
    expect(() => issuing({ lifetimes: { access } } as Own)).toThrow("access lifetime");
  });

  test("S-162 one for API A does not open API B", async () => {
    const to = issuing();
    const { accessToken } = await signedIn(to);
    const other = jwt({ ...to.auth.verification, audience: "https://other.example" });
    expect(await other.verify(accessToken, {} as never)).toMatchObject({ code: "wrong_audience" });
    const both = issuing({ audience: [audience, "https://other.example"] });
    expect(claimsOf((await signedIn(both)).accessToken).aud).toEqual([audience, "https://other.example"]);
  });

  test.each(["Europe/Berlin", "America/New_York"])("B4 ends at the same instant in %s", async (zone) => {
    const before = process.env["TZ"];
    process.env["TZ"] = zone;
    const { accessToken } = await signedIn(issuing());
    expect(claimsOf(accessToken)).toMatchObject({ iat: at, exp: at + 900 });
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });

  test("B10 is about an id, which survives another e-mail address and is not handed to who takes it", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    to.change({ email: "alice@new.example" });
    to.users.set("u2", { id: "u2", role: "member", email: "alice@example.com", passwordHash: "" });
    expect(claimsOf((await refreshed(to, pair)).accessToken).sub).toBe("u1");
    const confused = issuing({ account: () => to.users.get("u2") });
    await expect(confused.auth.signIn("u1")).rejects.toThrow("another id");
  });
});

describe("an access token alone", () => {
  test("is issued without a session, and refused for who may not sign in", async () => {
    const to = issuing();
    const { accessToken } = issued(await to.auth.issue("u1", { clientId: "cli", scopes: ["read"] }));
    expect(claimsOf(accessToken)).toMatchObject({ client_id: "cli", scope: "read", role: "member" });
    expect(claimsOf(accessToken)).not.toHaveProperty("sid");
    expect(refusalOf(await to.auth.issue("nobody"))).toEqual({ error: "invalid_grant", code: "no_account" });
    expect(refusalOf(await to.auth.issue("u1", { scopes: ["admin"] }))).toEqual({ error: "invalid_scope", code: "scope_not_granted" });
  });

  test("S-161 a program's token is nobody's, whatever the program is called", async () => {
    const to = issuing();
    const { accessToken } = issued(await to.auth.issueForClient("u1", { scopes: ["admin"] }));
    expect(claimsOf(accessToken)).toMatchObject({ sub: "client:u1", client_id: "u1", scope: "admin" });
    expect(await to.present(accessToken)).toMatchObject({ sub: "client:u1" });
    expect(refusalOf(await to.auth.issueForClient("u1", { scopes: ["other" as never] }))).toMatchObject({ error: "invalid_scope" });
    to.users.set("client:u1", { id: "client:u1", role: "member", email: "", passwordHash: "" });
    await expect(to.auth.signIn("client:u1")).rejects.toThrow("client:");
  });
});

test("B3 issuer, audience, keys, store and account are not optional", () => {
  const wrong: [Partial<Record<keyof Own, unknown>>, string][] = [
    [{ issuer: "" }, "issuer"],
    [{ audience: undefined }, "audience"],
    [{ audience: ["a", ""] }, "audience"],
    [{ keys: { sign: () => "" } }, "signingKeys"],
    [{ store: {} }, "store"],
    [{ account: undefined }, "account"],
    [{ scopes: ["two words"] }, "scope"],
    [{ timeout: 0 }, "timeout"],
    [{ lifetimes: { idle: 60 } }, "idle"],
    [{ lifetimes: { absolute: 86_400 } }, "absolute"],
    [{ lifetimes: { grace: 61 } }, "grace"],
  ];
  for (const [own, message] of wrong) expect(() => issuing(own as Own)).toThrow(message);
});
