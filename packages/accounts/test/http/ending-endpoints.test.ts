import { fieldsOf } from "@ampoule/testing";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { jwksEndpoint } from "../../src/index.js";
import { second } from "../tokens/issuing.js";
import { frameworks, visible, type Served } from "./frames.js";
import { asker, basicOf, endpointsOn, errorOf, me, postTo, tokensOf } from "./issuing-app.js";

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
