import { describe, expect, test } from "vitest";
import { allowMissingAudience } from "../../../src/oidc/index.js";
import { introspecting } from "./introspecting.js";

const ahead = (api: { now: number }, seconds: number) => api.now / 1000 + seconds;

describe("what the issuer says is looked at", () => {
  test("S-167, client side: a live token stands for its subject, client, scopes and claims", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque({ sub: "alice", scope: "read write", username: "Alice", extra: [1] });
    const { status, body } = await api.send(token);
    expect([status, body]).toMatchObject([
      200,
      {
        sub: "alice",
        clientId: "client",
        username: "Alice",
        scopes: ["read", "write"],
        claims: { active: true, extra: [1], iss: api.idp.issuer },
      },
    ]);
  });

  test("S-165 S-166, client side: unknown, expired, revoked and malformed tokens get one and the same 401", async () => {
    await using api = await introspecting();
    const revoked = api.idp.opaque();
    api.idp.revoke(revoked);
    const dead = ["unknown", api.idp.opaque({ exp: 1 }), revoked, "a.b.c", "~~~"];
    const answers = await Promise.all(dead.map((token) => api.send(token)));
    expect(answers[0]).toMatchObject({ status: 401, challenge: 'Bearer realm="api", error="invalid_token"' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test.each(["true", "false", 1, {}, [], null, undefined, "TRUE", [true]])("S-169 active: %j is dead", async (active) => {
    await using api = await introspecting();
    expect(await api.verdict({ active })).toEqual([401, "inactive_token"]);
  });

  test("S-170 exp in the past, nbf or iat ahead: 401, whatever active says", async () => {
    await using api = await introspecting({ leeway: 5 });
    const verdict = (claims: object) => api.verdict({ active: true, ...claims });
    expect(await verdict({ exp: ahead(api, -5) })).toEqual([401, "expired"]);
    expect(await verdict({ exp: ahead(api, -4) })).toEqual([200, undefined]);
    expect(await verdict({ nbf: ahead(api, 6) })).toEqual([401, "not_yet_valid"]);
    expect(await verdict({ iat: ahead(api, 6) })).toEqual([401, "issued_in_future"]);
    expect(await verdict({ nbf: ahead(api, 4), iat: ahead(api, 4) })).toEqual([200, undefined]);
    expect(await verdict({ exp: undefined })).toEqual([200, undefined]);
  });

  test.each([["https://evil.test"], ["https://api.test/"], [["https://other.test"]], [[]], [undefined]])(
    "S-168 S-170, client side: aud %j is another's",
    async (aud) => {
      await using api = await introspecting();
      expect(await api.verdict({ active: true, aud })).toEqual([401, "wrong_audience"]);
      expect((await api.verdict({ active: true, aud: ["https://else.test", api.idp.audience] }))[0]).toBe(200);
    },
  );

  test("S-170 iss of another issuer: 401; one that is not said is the one that was asked", async () => {
    await using api = await introspecting();
    expect(await api.verdict({ active: true, iss: `${api.idp.issuer}/` })).toEqual([401, "wrong_issuer"]);
    expect((await api.verdict({ active: true, iss: undefined }))[0]).toBe(200);
  });

  test("a missing audience is accepted where that is said, a wrong one never", async () => {
    await using api = await introspecting({ [allowMissingAudience]: true });
    expect((await api.verdict({ aud: undefined }))[0]).toBe(200);
    expect(await api.verdict({ aud: "https://evil.test" })).toEqual([401, "wrong_audience"]);
  });

  test.each<[string, unknown]>([
    ["exp", "9999999999"],
    ["exp", null],
    ["exp", -1],
    ["exp", {}],
    ["nbf", "1"],
    ["iat", [1]],
    ["sub", { toString: 1 }],
    ["sub", ""],
    ["sub", 7],
    ["client_id", 7],
    ["username", {}],
    ["scope", ["read"]],
    ["scope", { read: true }],
    ["aud", { 0: "https://api.test" }],
    ["aud", [["https://api.test"]]],
    ["iss", [1]],
    ["token_type", 1],
  ])("S-170 %s: %j is no such thing: 401", async (name, value) => {
    await using api = await introspecting();
    expect(await api.verdict({ active: true, [name]: value })).toEqual([401, "malformed_introspection"]);
  });

  test.each([
    [{ token_type: "refresh_token" }, "not_a_bearer_token"],
    [{ token_type: "DPoP" }, "not_a_bearer_token"],
    [{ cnf: { jkt: "x" } }, "not_a_bearer_token"],
    [{ typ: "Refresh" }, "not_an_access_token"],
    [{ typ: "Offline" }, "not_an_access_token"],
    [{ typ: "ID" }, "not_an_access_token"],
    [{ sub: undefined, client_id: undefined }, "nobody"],
  ])("a live token that is not for bearing is refused: %j", async (claims, code) => {
    await using api = await introspecting();
    expect(await api.verdict({ active: true, ...claims })).toEqual([401, code]);
  });

  test.each([{ token_type: undefined }, { token_type: "bearer" }, { typ: "Bearer" }, { sub: undefined }, { scope: undefined }])(
    "what need not be there need not: %j",
    async (claims) => {
      await using api = await introspecting();
      expect((await api.verdict({ active: true, ...claims }))[0]).toBe(200);
    },
  );

  test("the operator is told whose token it was", async () => {
    await using api = await introspecting();
    await api.verdict({ active: true, sub: "alice", aud: "https://evil.test" });
    expect(api.events.at(-1)).toMatchObject({ type: "rejected", subject: "alice", code: "wrong_audience" });
  });
});
