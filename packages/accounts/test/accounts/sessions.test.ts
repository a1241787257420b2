import { UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test, vi } from "vitest";
import { throttle } from "../../src/index.js";
import { day, second } from "../tokens/issuing.js";
import {
  another,
  bearer,
  bodyOf,
  frameworks,
  password,
  refresh,
  statusOf,
  withAlice,
  type AccountsApp,
  type Tokens,
} from "./accounts-app.js";

vi.setConfig({ testTimeout: 60_000 });

const alice = "alice@example.com";
const change = (app: AccountsApp, pair: Tokens, own: object = {}) =>
  app.post("/change-password", { current_password: password, new_password: another, ...own }, bearer(pair));

describe.each(frameworks)("refreshing and signing out on %s", (framework) => {
  test("S-141 S-142 S-145 C1 C3 each refresh token is good once, in the body only", async () => {
    await using app = await withAlice(framework);
    const first = await app.tokensOf(alice);
    const answer = await refresh(app, first);
    const second = JSON.parse(answer.body);
    expect([answer.status, fieldsOf(answer, "cache-control"), second.refresh_token === first.refresh_token]).toEqual([
      200,
      [expect.stringMatching(/no-store$/)],
      false,
    ]);
    expect(JSON.parse((await refresh(app, first)).body).refresh_token).toBe(second.refresh_token);
    expect(bodyOf(await app.post(`/refresh?refresh_token=${second.refresh_token}`, {}))).toEqual([
      400,
      expect.objectContaining({ code: "invalid_request" }),
    ]);
    expect((await app.get(`/refresh?refresh_token=${second.refresh_token}`)).status).toBe(405);
    app.now += 11_000;
    expect(bodyOf(await refresh(app, first))).toEqual([400, { error: "invalid_grant" }]);
    expect(bodyOf(await refresh(app, second))).toEqual([400, { error: "invalid_grant" }]);
    for (const bad of ["", "x", first.access_token, 7, null, [second.refresh_token]]) {
      expect((await app.post("/refresh", { refresh_token: bad })).status).toBe(400);
    }
  });

  test("S-253 S-146 idle and absolute limits hold, by the application's clock", async () => {
    await using app = await withAlice(framework);
    let pair = await app.tokensOf(alice);
    app.now += 14 * day;
    expect((await refresh(app, pair)).status).toBe(400);
    pair = await app.tokensOf(alice);
    for (let days = 0; days < 84; days += 12) {
      app.now += 12 * day;
      pair = JSON.parse((await refresh(app, pair)).body);
    }
    app.now += 6 * day;
    expect((await refresh(app, pair)).status).toBe(400);
  });

  test("S-149 S-150 S-261 C5 C6 signing out ends the sign-in, by POST only", async () => {
    await using app = await withAlice(framework);
    const [here, there] = [await app.tokensOf(alice), await app.tokensOf(alice)];
    expect((await app.get("/sign-out", bearer(here))).status).toBe(405);
    expect(await statusOf(app, here)).toBe(200);
    expect((await app.post("/sign-out", {}, bearer(here))).status).toBe(204);
    expect([await statusOf(app, here), (await refresh(app, here)).status, await statusOf(app, there)]).toEqual([401, 400, 200]);
  });
});

describe.each(frameworks)("another password on %s", (framework) => {
  test("C10 S-149 S-151 S-250 S-251 every sign-in ends, and a new one goes on", async () => {
    await using app = await withAlice(framework);
    const [here, there] = [await app.tokensOf(alice), await app.tokensOf(alice)];
    const answer = await change(app, here);
    expect([answer.status, fieldsOf(answer, "cache-control")]).toEqual([200, [expect.stringMatching(/no-store$/)]]);
    const next = JSON.parse(answer.body);
    expect(next).toMatchObject({ token_type: "Bearer", scope: "read write", refresh_token: expect.stringMatching(/^rt_/) });
    expect([await statusOf(app, here), await statusOf(app, there), await statusOf(app, next)]).toEqual([401, 401, 200]);
    expect([(await refresh(app, here)).status, (await refresh(app, there)).status, (await refresh(app, next)).status]).toEqual([
      400, 400, 200,
    ]);
    expect([(await app.signIn(alice)).status, (await app.signIn(alice, another)).status]).toEqual([401, 200]);
    expect((await app.auth.tokens.sessions(app.id)).length).toBe(2);
  });

  test("nothing changes without a token, without the current password, or for a password that is none", async () => {
    await using app = await withAlice(framework);
    const pair = await app.tokensOf(alice);
    const { passwordHash } = app.users.byLogin(alice) ?? {};
    expect((await app.post("/change-password", { current_password: password, new_password: another })).status).toBe(401);
    expect(bodyOf(await change(app, pair, { current_password: "wrong password" }))).toEqual([400, { error: "invalid_grant" }]);
    expect(bodyOf(await change(app, pair, { new_password: "short" }))).toEqual([
      422,
      expect.objectContaining({ code: "password_too_short" }),
    ]);
    expect(bodyOf(await change(app, pair, { new_password: 7 }))).toEqual([400, expect.objectContaining({ code: "invalid_request" })]);
    expect(bodyOf(await change(app, pair, { user: "another", id: "another" }))).toEqual([400, expect.anything()]);
    expect([app.users.byLogin(alice)?.passwordHash, await statusOf(app, pair)]).toEqual([passwordHash, 200]);
    expect(app.served.events.map(({ code }) => code)).toContain("wrong_password");
    expect(JSON.stringify(app.served.events)).not.toContain(password);
  });

  test("J1 who has stolen a token guesses at the current password as often as at sign-in, and no further", async () => {
    await using app = await withAlice(framework, { throttle: throttle() });
    const pair = await app.tokensOf(alice);
    for (let time = 0; time < 5; time += 1) expect((await change(app, pair, { current_password: "wrong password" })).status).toBe(400);
    expect((await change(app, pair)).status).toBe(429);
    expect((await app.signIn(alice)).status).toBe(200);
  });

  test("of many changes at once one succeeds, and only its sign-in goes on", async () => {
    await using app = await withAlice(framework);
    const pair = await app.tokensOf(alice);
    const wanted = Array.from({ length: 8 }, (_, index) => `another good password ${index}`);
    const answers = await Promise.all(wanted.map((new_password) => change(app, pair, { new_password })));
    const good = answers.flatMap(({ status }, index) => (status === 200 ? [index] : []));
    expect([good.length, answers.every(({ status }) => [200, 400, 401, 409].includes(status))]).toEqual([1, true]);
    const [winner = 0] = good;
    expect(await statusOf(app, JSON.parse(answers[winner]?.body ?? ""))).toBe(200);
    expect((await app.signIn(alice, wanted[winner])).status).toBe(200);
  });

  test("H1 a token with less does not get more by it", async () => {
    await using app = await withAlice(framework);
    const narrow = await app.auth.tokens.signIn(app.id, { scopes: ["read"], clientId: "app" });
    const token = "accessToken" in narrow ? narrow.accessToken : "";
    const answer = await change(app, { access_token: token, refresh_token: "" });
    expect(JSON.parse(answer.body).scope).toBe("read");
    expect((await app.auth.tokens.sessions(app.id)).map(({ clientId }) => clientId)).toEqual(["app"]);
  });

  test("a store of tokens that fails after the change is 503, and the old sign-ins have ended all the same", async () => {
    await using app = await withAlice(framework);
    const [here, there] = [await app.tokensOf(alice), await app.tokensOf(alice)];
    vi.spyOn(app.store, "endAll").mockImplementationOnce(() => {
      throw new UnavailableError("down");
    });
    expect((await change(app, here)).status).toBe(503);
    expect([await statusOf(app, here), (await refresh(app, there)).status]).toEqual([401, 400]);
    expect((await app.signIn(alice, another)).status).toBe(200);
  });
});

describe.each(frameworks)("sign-ins on %s", (framework) => {
  interface Shown {
    readonly id: string;
    readonly current: boolean;
  }
  const listed = async (app: AccountsApp, pair: Tokens): Promise<Shown[]> =>
    JSON.parse((await app.get("/sessions", bearer(pair))).body).sessions;

  test("X-41 a user sees where they are signed in, and nothing that opens anything (S-252)", async () => {
    await using app = await withAlice(framework);
    await app.signUp("bob@example.com");
    await app.tokensOf("bob@example.com");
    const there = await app.tokensOf(alice);
    const started = app.now;
    app.now += 60 * second;
    const here = await app.tokensOf(alice);
    app.now += 60 * second;
    const next = JSON.parse((await refresh(app, there)).body);
    const iso = (time: number) => new Date(Math.floor(time)).toISOString();
    const shown = await listed(app, here);
    expect(shown).toEqual([
      {
        id: expect.any(String),
        client_id: "first-party",
        created_at: iso(started),
        last_used_at: iso(app.now),
        expires_at: iso(app.now + 14 * day),
        current: false,
      },
      expect.objectContaining({ created_at: iso(started + 60 * second), last_used_at: iso(started + 60 * second), current: true }),
    ]);
    const text = JSON.stringify(shown);
    for (const family of await app.store.list(app.id)) expect(text).not.toContain(family.current);
    for (const { refresh_token } of [here, there, next]) expect(text).not.toContain(refresh_token.slice(3, 20));
  });

  test("X-41 one sign-in, the others, or all of them end", async () => {
    await using app = await withAlice(framework);
    const [one, two, three] = [await app.tokensOf(alice), await app.tokensOf(alice), await app.tokensOf(alice)];
    const current = async (pair: Tokens) => (await listed(app, pair)).find((session) => session.current)?.id;
    expect((await app.post("/sessions/end", { session: await current(two) }, bearer(one))).status).toBe(204);
    expect([await statusOf(app, one), await statusOf(app, two), await statusOf(app, three)]).toEqual([200, 401, 200]);
    expect((await refresh(app, two)).status).toBe(400);
    expect((await app.post("/sessions/end-others", {}, bearer(three))).status).toBe(204);
    expect([await statusOf(app, one), await statusOf(app, three)]).toEqual([401, 200]);
    expect((await app.post("/sessions/end-all", {}, bearer(three))).status).toBe(204);
    expect([await statusOf(app, three), (await refresh(app, three)).status]).toEqual([401, 400]);
  });

  test("S-261 nobody ends another's sign-in, and nobody learns of one; GET ends nothing", async () => {
    await using app = await withAlice(framework);
    await app.signUp("mallory@example.com");
    const [good, bad] = [await app.tokensOf(alice), await app.tokensOf("mallory@example.com")];
    const [session] = await listed(app, good);
    const answers = [];
    for (const id of [session?.id, "nobody", "x".repeat(500), "__proto__"]) {
      answers.push((await app.post("/sessions/end", { session: id }, bearer(bad))).status);
    }
    expect(new Set(answers)).toEqual(new Set([204]));
    expect([await statusOf(app, good), (await listed(app, bad)).length]).toEqual([200, 1]);
    for (const path of ["/sessions/end", "/sessions/end-others", "/sessions/end-all"])
      expect((await app.get(path, bearer(good))).status).toBe(405);
    for (const path of ["/sessions", "/sessions/end", "/sessions/end-others", "/sessions/end-all"]) {
      expect((await app.served.ask(`${path === "/sessions" ? "GET" : "POST"} ${path}`)).status).toBe(401);
    }
    expect(await statusOf(app, good)).toBe(200);
  });
});
