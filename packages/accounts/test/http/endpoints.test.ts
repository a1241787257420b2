import { UnavailableError } from "@ampoule/core";
import { fieldsOf, type RawResponse } from "@ampoule/testing";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { jwksEndpoint, memoryStore } from "../../src/index.js";
import { bound, second } from "../tokens/issuing.js";
import { frameworks, visible, type Served } from "./frames.js";
import { asker, endpointsOn, urlencoded } from "./issuing-app.js";

type Fields = Readonly<Record<string, string>>;

const postTo = (app: Served, path: string, form: Fields, ...fields: string[]): Promise<RawResponse> =>
  app.ask(`POST ${path}`, [urlencoded, ...fields], new URLSearchParams(form).toString());
const login = { username: "alice", password: "secret" };
const basicOf = (client: string) => `Authorization: Basic ${Buffer.from(client).toString("base64")}`;

async function tokensOf(app: Served, form: Fields = login, ...fields: string[]): Promise<Record<string, string> & { expires_in: number }> {
  const answer = await postTo(app, "/token", form, ...fields);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

const me = async (app: Served, token: string | undefined) => (await app.ask("GET /me", [`Authorization: Bearer ${token}`])).status;
const errorOf = ({ status, body }: RawResponse) => [status, JSON.parse(body).error];

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

describe.each(frameworks)("ending and asking on %s", (framework) => {
  const ask = (app: Served, token: string | undefined, path = "/introspect", key = asker) =>
    postTo(app, path, { token: String(token) }, key);

  test("S-173 S-175 revoking either token ends both; unknown ones are 200 as well (S-174)", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    for (const kind of ["refresh_token", "access_token"] as const) {
      const pair = await tokensOf(app);
      const hint = kind === "access_token" ? "refresh_token" : "nonsense";
      const revoked = await postTo(app, "/revoke", { token: String(pair[kind]), token_type_hint: hint });
      expect([revoked.status, revoked.body, fieldsOf(revoked, "cache-control")]).toEqual([200, "", [expect.stringMatching(/no-store$/)]]);
      expect(await me(app, pair["access_token"])).toBe(401);
      const refresh = { grant_type: "refresh_token", refresh_token: String(pair["refresh_token"]) };
      expect(errorOf(await postTo(app, "/token", refresh))).toEqual([400, "invalid_grant"]);
      expect((await postTo(app, "/revoke", { token: String(pair[kind]) })).status, "again").toBe(200);
    }
    for (const token of ["x", "rt_x", "a.b.c"]) expect((await postTo(app, "/revoke", { token })).status).toBe(200);
  });

  test("S-175 another client's revocation changes nothing; what is no access token is named; nothing is an error", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const pair = await tokensOf(app);
    for (const kind of ["refresh_token", "access_token"] as const)
      expect((await postTo(app, "/revoke", { token: String(pair[kind]) }, basicOf("app:app-secret"))).status).toBe(200);
    expect(await me(app, pair["access_token"])).toBe(200);
    expect(errorOf(await postTo(app, "/revoke", { token: String(pair["access_token"]) }, basicOf("app:no")))).toEqual([
      401,
      "invalid_client",
    ]);
    const idToken = `${Buffer.from('{"alg":"Ed25519","typ":"JWT"}').toString("base64url")}.e30.${"A".repeat(86)}`;
    expect(errorOf(await postTo(app, "/revoke", { token: idToken }))).toEqual([400, "unsupported_token_type"]);
    expect(errorOf(await postTo(app, "/revoke", {}))).toEqual([400, "invalid_request"]);
  });

  test("S-164 GET is 405 with Allow", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const { access_token } = await tokensOf(app);
    for (const path of ["/revoke", "/introspect", "/token", "/logout"]) {
      const answer = await app.ask(`GET ${path}?token=${access_token}`, [asker]);
      expect([path, answer.status, fieldsOf(answer, "allow")]).toEqual([path, 405, ["POST"]]);
    }
    expect(await me(app, access_token)).toBe(200);
  });

  test("S-163 S-167 introspection tells callers, and nobody else, what a live token says", async () => {
    const { to, app } = await endpointsOn(framework);
    await using _ = app;
    const { access_token } = await tokensOf(app);
    expect((await postTo(app, "/introspect", { token: String(access_token) })).status).toBe(401);
    expect((await ask(app, access_token, "/introspect", "X-API-Key: wrong")).status).toBe(401);
    const answer = await ask(app, access_token);
    const { jti } = decodeJwt(String(access_token));
    const iat = to.now / second;
    expect(JSON.parse(answer.body)).toEqual({
      active: true,
      token_type: "Bearer",
      iss: "https://issuer.example",
      sub: "u1",
      aud: ["https://api.example"],
      client_id: "first-party",
      scope: "read write",
      exp: iat + 900,
      iat,
      jti,
    });
    expect(fieldsOf(answer, "cache-control")).toEqual([expect.stringMatching(/no-store$/)]);
  });

  test("S-163 who may ask by name and password is asked as Basic says, and who is no audience hears of nothing", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const { access_token } = await tokensOf(app);
    const heard = await ask(app, access_token, "/introspect/basic", basicOf("notes:100% sure"));
    expect([heard.status, JSON.parse(heard.body)]).toEqual([200, expect.objectContaining({ active: true, sub: "u1" })]);
    const unknown = await ask(app, access_token, "/introspect/basic", basicOf("others:100% sure"));
    expect([unknown.status, unknown.body]).toEqual([200, '{"active":false}']);
    expect((await ask(app, access_token, "/introspect/basic", basicOf("notes:100%"))).status).toBe(401);
  });

  test("S-165 S-166 S-168 every other token is exactly inactive, byte for byte", async () => {
    const { to, app } = await endpointsOn(framework);
    await using _ = app;
    const [live, ended, expired] = [await tokensOf(app), await tokensOf(app), await tokensOf(app)];
    const dead = [await ask(app, live["access_token"], "/introspect/other", "X-Other-Key: key-of-others")];
    expect((await app.ask("POST /logout", [`Authorization: Bearer ${ended["access_token"]}`])).status).toBe(204);
    const altered = `${String(live["access_token"]).slice(0, -6)}AAAAAA`;
    for (const token of [ended["access_token"], live["refresh_token"], altered, "x", "a.b.c"]) dead.push(await ask(app, token));
    to.now += 901 * second;
    dead.push(await ask(app, expired["access_token"]));
    expect(new Set(dead.map((one) => JSON.stringify(visible(one)))).size).toBe(1);
    expect([dead[0]?.status, dead[0]?.body]).toEqual([200, '{"active":false}']);
    expect(errorOf(await postTo(app, "/introspect", {}, asker))).toEqual([400, "invalid_request"]);
  });

  test("S-150 C5 C6 signing out ends the pair, and needs the token", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const pair = await tokensOf(app);
    expect((await app.ask("POST /logout")).status).toBe(401);
    const out = await app.ask("POST /logout", [`Authorization: Bearer ${pair["access_token"]}`]);
    expect([out.status, out.body]).toEqual([204, ""]);
    expect(await me(app, pair["access_token"])).toBe(401);
    const refresh = { grant_type: "refresh_token", refresh_token: String(pair["refresh_token"]) };
    expect(errorOf(await postTo(app, "/token", refresh))).toEqual([400, "invalid_grant"]);
  });

  test("A8 the key set is public, holds no private part, and may be kept for a while", async () => {
    const { app } = await endpointsOn(framework);
    await using _ = app;
    const answer = await app.ask("GET /.well-known/jwks.json");
    const { keys } = JSON.parse(answer.body);
    expect([answer.status, keys.length, fieldsOf(answer, "cache-control")]).toEqual([200, 1, ["public, max-age=300"]]);
    expect(Object.keys(keys[0]).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
    expect((await app.ask("POST /.well-known/jwks.json")).status).toBe(405);
  });
});

test("a key set is kept for a whole number of seconds", () => {
  const keys = { jwks: () => ({ keys: [] }) };
  for (const maxAge of [-1, 0.5, Number.NaN, 86_401]) expect(() => jwksEndpoint({ keys, maxAge })).toThrow("maxAge from 0 to 86400");
});
