import { UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/index.js";
import { bound, second } from "../tokens/issuing.js";
import { frameworks, visible } from "./frames.js";
import { basicOf, endpointsOn, errorOf, login, me, postTo, tokensOf, type Fields } from "./issuing-app.js";

describe.each(frameworks)("token endpoint on %s", (framework) => {
  test("S-139 S-141 F2 signing in gives a pair, refreshing gives the next one, and nothing of it may be kept", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const first = await postTo(app, "/token", login);
    expect([first.status, fieldsOf(first, "cache-control"), fieldsOf(first, "content-type")]).toEqual([
      200,
      [expect.stringMatching(/(^|, )no-store$/)],
      [expect.stringMatching(/^application\/json/)],
    ]);
    const pair = JSON.parse(first.body);
    expect(pair).toMatchObject({ token_type: "Bearer", expires_in: 900, scope: "read write" });
    expect(await me(app, pair.access_token)).toBe(200);
    const next = await tokensOf(app, { grant_type: "refresh_token", refresh_token: pair.refresh_token });
    expect(next["refresh_token"]).not.toBe(pair.refresh_token);
    expect(await me(app, next["access_token"])).toBe(200);
    expect(await me(app, pair.refresh_token), "B1").toBe(401);
  });

  test("S-232 E4 E6 every bad login is the same answer; the operator hears why", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const answers = [];
    for (const form of [
      { username: "nobody", password: "x" },
      { username: "alice", password: "wrong" },
    ])
      answers.push(visible(await postTo(app, "/token", form)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(errorOf(await postTo(app, "/token", { username: "alice", password: "wrong" }))).toEqual([400, "invalid_grant"]);
    expect(app.events.map(({ type, code, subject }) => [type, code, subject])).toEqual([
      ["rejected", "wrong_password", "nobody"],
      ["rejected", "wrong_password", "alice"],
      ["rejected", "wrong_password", "alice"],
    ]);
    const often = await postTo(app, "/token", { username: "often", password: "x" });
    expect([...errorOf(often), fieldsOf(often, "retry-after")]).toEqual([429, "slow_down", ["60"]]);
  });

  test.each<[string, Fields, [number, string]]>([
    ["nothing", {}, [400, "invalid_request"]],
    ["a name without a password", { username: "alice" }, [400, "invalid_request"]],
    ["an unknown grant", { grant_type: "implicit" }, [400, "unsupported_grant_type"]],
    ["a scope that alice has not", { ...login, scope: "admin" }, [400, "invalid_scope"]],
    ["a scope that nobody knows", { ...login, scope: "read nothing" }, [400, "invalid_scope"]],
    ["a refresh without its token", { grant_type: "refresh_token" }, [400, "invalid_request"]],
    ["a token that is none", { grant_type: "refresh_token", refresh_token: "rt_x" }, [400, "invalid_grant"]],
    ["an unknown client", { ...login, client_id: "unknown" }, [401, "invalid_client"]],
    ["a wrong client secret", { ...login, client_id: "app", client_secret: "no" }, [401, "invalid_client"]],
    ["a secret without a client", { ...login, client_secret: "no" }, [401, "invalid_client"]],
    ["a client that may not", { ...login, client_id: "robot", client_secret: "robot-secret" }, [400, "unauthorized_client"]],
  ])("S-148 S-236 %s is refused as RFC 6749 says", async (_, form, expected) => {
    const { app } = await endpointsOn(framework);
    await using _served = app;
    const answer = await postTo(app, "/token", form);
    expect(errorOf(answer)).toEqual(expected);
    expect(fieldsOf(answer, "www-authenticate")).toEqual(expected[0] === 401 ? ['Basic realm="api"'] : []);
  });

  test("C3 S-240 tokens and passwords in the address are not read; JSON and plain text are no form; GET is 405", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const { refresh_token } = await tokensOf(app);
    const query = `grant_type=refresh_token&refresh_token=${refresh_token}`;
    expect(errorOf(await postTo(app, `/token?${query}`, { a: "b" }))).toEqual([400, "invalid_request"]);
    expect(app.events.at(-1)?.type).toBe("invalid_request");
    expect((await app.ask(`GET /token?${new URLSearchParams(login)}`)).status).toBe(405);
    for (const type of ["application/json", "text/plain", "text/plain; application/x-www-form-urlencoded"])
      expect(errorOf(await app.ask("POST /token", [`Content-Type: ${type}`], query))).toEqual([400, "invalid_request"]);
    expect(JSON.stringify(app.events)).not.toContain(refresh_token);
  });

  test("H1 S-147 S-161 a client gets no more than it may, only its own tokens, and is nobody's account", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const web = await tokensOf(app, { ...login, client_id: "web" });
    expect(web["scope"]).toBe("read");
    expect(errorOf(await postTo(app, "/token", { ...login, client_id: "web", scope: "write" }))).toEqual([400, "invalid_scope"]);
    const refresh = { grant_type: "refresh_token", refresh_token: String(web["refresh_token"]) };
    expect(errorOf(await postTo(app, "/token", refresh, basicOf("app:app-secret")))).toEqual([400, "invalid_grant"]);
    expect((await tokensOf(app, { ...refresh, client_id: "web" }))["scope"]).toBe("read");

    const robot = await tokensOf(app, { grant_type: "client_credentials" }, basicOf("robot:robot-secret"));
    expect([decodeJwt(String(robot["access_token"])).sub, robot["refresh_token"], robot["scope"]]).toEqual([
      "client:robot",
      undefined,
      "read",
    ]);
    expect(errorOf(await postTo(app, "/token", { grant_type: "client_credentials" }))).toEqual([400, "unauthorized_client"]);
  });

  test("S-143 100 parallel refreshes over HTTP: no 5xx, one lineage, one live token", async () => {
    const { to, app } = await endpointsOn(framework);
    await using _ = app;
    const { refresh_token } = await tokensOf(app);
    const refresh = { grant_type: "refresh_token", refresh_token: String(refresh_token) };
    const answers = await Promise.all(Array.from({ length: 100 }, () => postTo(app, "/token", refresh)));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const successors = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(body).refresh_token));
    expect(successors.size).toBe(1);
    to.now += 11 * second;
    expect(errorOf(await postTo(app, "/token", refresh))).toEqual([400, "invalid_grant"]);
    const [successor] = successors;
    expect(errorOf(await postTo(app, "/token", { ...refresh, refresh_token: String(successor) })), "S-142 C9").toEqual([
      400,
      "invalid_grant",
    ]);
  });

  test("S-334 a store that is down is 503 at every endpoint that needs it, and nothing is lost", async () => {
    let isDown = false;
    const store = memoryStore();
    const find: typeof store.find = (id) => {
      if (isDown) throw new UnavailableError("down", { retryAfter: 3 });
      return store.find(id);
    };
    const { app } = await endpointsOn(framework, { store: { ...bound(store), find } });
    await using _ = app;
    const { refresh_token } = await tokensOf(app);
    const refresh = { grant_type: "refresh_token", refresh_token: String(refresh_token) };
    isDown = true;
    for (const [path, form] of [
      ["/token", refresh],
      ["/revoke", { token: String(refresh_token) }],
    ] as const) {
      const answer = await postTo(app, path, form);
      expect([answer.status, fieldsOf(answer, "retry-after")]).toEqual([503, ["3"]]);
    }
    isDown = false;
    expect((await postTo(app, "/token", refresh)).status).toBe(200);
  });
});
