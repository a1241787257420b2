import { verify as nativeVerify } from "@node-rs/bcrypt";
import { UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { memoryUsers, throttle, tokenEndpoint } from "../../src/index.js";
import { visible } from "../http/frames.js";
import { quick, quickPasswords } from "../passwords/quick.js";
import {
  another,
  accountsOn,
  bearer,
  bodyOf,
  frameworks,
  json,
  password,
  statusOf,
  withAlice,
  type AccountsApp,
  type Profile,
} from "./accounts-app.js";

vi.setConfig({ testTimeout: 60_000 });
vi.mock("@node-rs/bcrypt", { spy: true });
const verify = vi.mocked(nativeVerify);
beforeEach(() => vi.clearAllMocks());

const alice = "alice@example.com";

/** Alice, and others whose password is right and who may not sign in. */
async function withStates(framework: string): Promise<AccountsApp> {
  const users = memoryUsers<Profile>();
  const byLogin = users.byLogin.bind(users);
  users.byLogin = (login) => {
    const found = byLogin(login);
    return found && { ...found, isLocked: login === "locked@example.com" };
  };
  const app = await withAlice(framework, { users });
  for (const name of ["disabled", "locked"]) await app.signUp(`${name}@example.com`);
  users.change(users.byLogin("disabled@example.com")?.user.id ?? "", { isDisabled: true });
  users.add({ login: "passkeys@example.com", writtenLogin: "", passwordHash: null, profile: { name: undefined } });
  return app;
}

describe.each(frameworks)("signing in on %s", (framework) => {
  test("S-139 S-250 F2 a good password gives a pair that opens routes, a new sign-in each time, and nothing of it may be kept", async () => {
    await using app = await withAlice(framework);
    const answer = await app.signIn(alice);
    expect([answer.status, fieldsOf(answer, "cache-control"), fieldsOf(answer, "content-type")]).toEqual([
      200,
      [expect.stringMatching(/(^|, )no-store$/)],
      [expect.stringMatching(/^application\/json/)],
    ]);
    const pair = JSON.parse(answer.body);
    expect(pair).toMatchObject({ token_type: "Bearer", expires_in: 900, scope: "read write" });
    expect(bodyOf(await app.get("/protected", bearer(pair)))).toEqual([200, { name: "Alice" }]);
    expect((await app.tokensOf(alice)).refresh_token).not.toBe(pair.refresh_token);
    expect(bodyOf(await app.get("/optional"))).toEqual([200, { me: null }]);
    expect((await app.get("/optional", "Authorization: Bearer x")).status).toBe(401);
  });

  test("S-232 S-237 S2-27 S3-34 E1 E2 E3 E4 E6 unknown, wrong, disabled, locked, without a password, over-long, no name at all: the same bytes, after one check of one cost", async () => {
    await using app = await withStates(framework);
    const attempts = [
      ["nobody@example.com", password],
      [alice, "wrong password"],
      [alice, "x".repeat(73)],
      ["nobody@example.com", "x".repeat(5_000)],
      ["disabled@example.com", password],
      ["disabled@example.com", "wrong password"],
      ["locked@example.com", password],
      ["passkeys@example.com", password],
      ["no name", password],
      [`${"a".repeat(5_000)}@example.com`, password],
      ["alice＠evil.example@example.com", password],
    ] as const;
    const answers = new Set<string>();
    for (const [email, given] of attempts) {
      verify.mockClear();
      answers.add(JSON.stringify(visible(await app.signIn(email, given))));
      expect([email.slice(0, 30), verify.mock.calls.length]).toEqual([email.slice(0, 30), 1]);
    }
    expect([...answers]).toEqual([expect.stringMatching(/^\[401,.*"code\\":\\"invalid_credentials\\".*\["Custom realm=\\"api\\""\]/)]);
    const codes = new Set(app.served.events.filter(({ type }) => type === "rejected").map(({ code }) => code));
    expect(codes).toEqual(new Set(["unknown_account", "wrong_password", "disabled_account", "locked_account"]));
    expect(JSON.stringify(app.served.events)).not.toContain(password);
  });

  test("S-237 K5 every spelling of a name signs in to the one account", async () => {
    await using app = await withAlice(framework);
    for (const email of ["ALICE@example.com", " alice@EXAMPLE.com ", "ａｌｉｃｅ＠example.com"]) {
      expect((await app.signIn(email)).status).toBe(200);
    }
    for (const given of [` ${password}`, password.toUpperCase(), `${password} `]) expect((await app.signIn(alice, given)).status).toBe(401);
  });

  test("S-234 S-235 S-236 S-240 what is not one JSON object of text is refused before anybody is looked for", async () => {
    await using app = await withAlice(framework);
    const byLogin = vi.spyOn(app.users, "byLogin");
    const body = JSON.stringify({ email: alice, password });
    const types = ["text/plain", "text/plain; application/json", "application/json, text/plain", "application/x-www-form-urlencoded"];
    for (const type of types) expect((await app.served.ask("POST /sign-in", [`Content-Type: ${type}`], body)).status).toBe(415);
    expect((await app.served.ask("POST /sign-in", [json, json], body)).status).toBe(415);
    expect((await app.served.ask("POST /sign-in", [], body)).status).toBe(415);
    for (const value of [[alice], { $ne: null }, 7, null, true, ""]) {
      expect((await app.post("/sign-in", { email: value, password })).status).toBe(400);
      expect((await app.post("/sign-in", { email: alice, password: value })).status).toBe(400);
    }
    expect((await app.served.ask("POST /sign-in", [json], `{"email":"a","email":"${alice}","password":"${password}"}`)).status).toBe(400);
    expect((await app.post("/sign-in", { email: alice, password, scope: "admin" })).status).toBe(400);
    const query = `email=${alice}&password=${encodeURIComponent(password)}`;
    const got = await app.get(`/sign-in?${query}`);
    expect([got.status, fieldsOf(got, "allow")]).toEqual([405, ["POST"]]);
    expect((await app.served.ask(`POST /sign-in?${query}`, [json], "{}")).status).toBe(400);
    expect([byLogin.mock.calls, verify.mock.calls]).toEqual([[], []]);
    expect(JSON.stringify(app.served.events)).not.toContain(password);
  });

  test("S-239 users that cannot be asked are 503, nothing is hashed, and it counts as nobody's failure", async () => {
    const guesses = throttle({ limits: { pair: { attempts: 2, seconds: 900 } } });
    await using app = await withAlice(framework, { throttle: guesses });
    const byLogin = vi.spyOn(app.users, "byLogin");
    for (let time = 0; time < 5; time += 1) {
      byLogin.mockRejectedValueOnce(time % 2 === 0 ? new UnavailableError("down", { retryAfter: 3 }) : new Error("ECONNREFUSED 10.0.0.7"));
      const answer = await app.signIn(alice);
      expect([answer.status, fieldsOf(answer, "retry-after"), answer.body.includes("10.0.0.7")]).toEqual([
        503,
        [time % 2 === 0 ? "3" : "5"],
        false,
      ]);
    }
    expect(verify).not.toHaveBeenCalled();
    expect((await app.signIn(alice)).status).toBe(200);
  });

  test("J1 guesses are limited by default, whatever the spelling, and by the form as by JSON", async () => {
    const limited = throttle();
    await using app = await withAlice(framework, { throttle: limited }, (secure, { tokens, authenticate }) => ({
      "all /token": secure(tokenEndpoint({ tokens, authenticate })),
    }));
    for (const email of [alice, "ALICE@example.com", " alice@example.com", "alice＠example.com", alice]) {
      expect((await app.signIn(email, "wrong password")).status).toBe(401);
    }
    const answer = await app.signIn(alice);
    expect([answer.status, JSON.parse(answer.body), fieldsOf(answer, "retry-after")]).toEqual([
      429,
      expect.objectContaining({ code: "too_many_requests" }),
      [expect.any(String)],
    ]);
    const form = new URLSearchParams({ username: "alice@example.com", password }).toString();
    expect((await app.served.ask("POST /token", ["Content-Type: application/x-www-form-urlencoded"], form)).status).toBe(429);
  });

  test("S-227 a weaker hash is upgraded by signing in, and nobody is signed out by it", async () => {
    const users = memoryUsers<Profile>();
    const passwordHash = await quickPasswords().hash(password);
    users.add({ login: alice, writtenLogin: alice, passwordHash, profile: { name: undefined } });
    await using app = await accountsOn(framework, { users, passwords: quickPasswords({ hasher: quick(5) }) });
    const pair = await app.tokensOf(alice);
    expect(users.byLogin(alice)?.passwordHash).toMatch(/^\$2b\$05\$/);
    expect(await statusOf(app, pair)).toBe(200);
  });

  test("C10 who was checked before the password changed does not get in after it", async () => {
    await using app = await withAlice(framework);
    const byId = app.users.byId.bind(app.users);
    const passwordHash = await quickPasswords().hash(another);
    vi.spyOn(app.users, "byId").mockImplementationOnce((id) => {
      app.users.setPassword({ id, passwordHash, replaces: app.users.passwordHash(id) ?? null, raisesEpoch: true });
      return byId(id);
    });
    expect(bodyOf(await app.signIn(alice))).toEqual([401, expect.objectContaining({ code: "invalid_credentials" })]);
    expect((await app.signIn(alice, another)).status).toBe(200);
  });
});
