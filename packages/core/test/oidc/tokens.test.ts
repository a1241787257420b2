import { describe, expect, test } from "vitest";
import { bearer, openIdConnect } from "../../src/index.js";
import { definition } from "../../src/contract/provider.js";
import { allowInsecureHttp, allowUntyped, oidc } from "../../src/oidc/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { verifying } from "./verifying.js";

describe("what a discovered issuer's tokens are held to", () => {
  test("a good one stands for its subject, scopes and claims", async () => {
    await using api = await verifying();
    const { status, body } = await api.send(await api.idp.mint({ sub: "alice", scope: "read write", extra: [1] }));
    expect([status, body]).toMatchObject([
      200,
      { sub: "alice", iss: api.idp.issuer, aud: [api.idp.audience], clientId: "client", scopes: ["read", "write"], claims: { extra: [1] } },
    ]);
  });

  test.each<[string, object, string]>([
    ["S-094 CVE-2025-30144 iss as a list that holds the good one", { iss: ["ISSUER"] }, "malformed_iss"],
    ["S-094 CVE-2024-53861 iss with a slash added", { iss: "ISSUER/" }, "wrong_issuer"],
    ["S-094 CVE-2024-53861 a substring of iss", { iss: "http://127.0.0.1" }, "wrong_issuer"],
    ["S-094 no iss", { iss: undefined }, "missing_iss"],
    ["S-096 S-162 CVE-2025-62610 aud of another API", { aud: "https://other.test" }, "wrong_audience"],
    ["S-095 no aud", { aud: undefined }, "missing_aud"],
    ["S-087 no exp", { exp: undefined }, "missing_exp"],
    ["S-088 CVE-2026-44459 exp as text", { exp: "9999999999" }, "malformed_exp"],
    ["S-097 no sub", { sub: undefined }, "missing_sub"],
    ["S-099 an ID token's at_hash", { at_hash: "x" }, "wrong_kind"],
  ])("%s", async (_, claims, code) => {
    await using api = await verifying();
    const said = JSON.parse(JSON.stringify(claims).replaceAll("ISSUER", api.idp.issuer)) as object;
    expect(await api.verdict({ ...claims, ...said })).toEqual([401, code]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["S-098 typ JWT", { typ: "JWT" }, "wrong_type"],
    ["S-098 no typ", { typ: undefined }, "wrong_type"],
    ["S-067 alg none", { alg: "none" }, "unsupported_algorithm"],
    ["S-079 crit", { crit: ["exp"] }, "critical_extension"],
    ["S-080 b64", { b64: false }, "critical_extension"],
    ["S-075 a kid of another kind", { kid: "../../dev/null" }, "unknown_key"],
  ])("%s", async (_, header, code) => {
    await using api = await verifying();
    expect(await api.verdict({}, { header })).toEqual([401, code]);
  });

  test("S-072 S-073 CVE-2018-0114 keys and addresses in the token are never looked at", async () => {
    await using api = await verifying();
    await using evil = await verifying();
    const jwks = (await (await fetch(`${evil.idp.url}/jwks`)).json()) as { keys: object[] };
    const jku = `${evil.idp.url}/jwks`;
    const forged = await evil.idp.mint({ iss: api.idp.issuer }, { header: { jwk: jwks.keys[0], jku, x5u: jku } });
    expect(await api.verdictOn(forged)).toEqual([401, "unknown_key"]);
    expect(evil.idp.requests("jwks")).toHaveLength(1);
  });

  test("no kid: the keys of that algorithm are tried", async () => {
    await using api = await verifying();
    expect(await api.verdict({}, { header: { kid: undefined } })).toEqual([200, undefined]);
  });

  test("S-128 a token of this issuer that another one signed", async () => {
    await using api = await verifying();
    await using other = await verifying();
    expect(await api.verdictOn(await other.idp.mint({ iss: api.idp.issuer }))).toEqual([401, "unknown_key"]);
    expect(await api.verdictOn(await other.idp.mint())).toEqual([401, "unknown_key"]);
  });

  test("type and [allowUntyped] reach the verifier", async () => {
    await using api = await verifying({ [allowUntyped]: ({ token_use }) => token_use === "access" });
    expect((await api.verdict({ token_use: "access" }, { header: { typ: "JWT" } }))[0]).toBe(200);
    expect(await api.verdict({}, { header: { typ: "JWT" } })).toEqual([401, "wrong_kind"]);
  });
});

test("as a scheme it is a bearer token, or OpenID Connect with the issuer's own address", async () => {
  await using api = await verifying();
  const schemeOf = (value: ReturnType<typeof bearer>) => {
    const made = value[definition];
    return made.kind === "scheme" ? made.scheme : undefined;
  };
  expect(schemeOf(bearer(api.verifier))).toMatchObject({ name: "HTTPBearer", openapi: { type: "http", scheme: "bearer" } });
  const documented = openIdConnect(api.verifier);
  expect(schemeOf(documented)).toMatchObject({
    name: "OpenIdConnect",
    scopes: ["read"],
    openapi: { type: "openIdConnect", openIdConnectUrl: `${api.idp.issuer}/.well-known/openid-configuration` },
  });
  expect(schemeOf(openIdConnect({ ...api.verifier, schemeName: "Login" }))?.name).toBe("Login");
  const handler = fakeSecurity()({ token: documented }, () => "in");
  expect((await ask(handler, `Authorization: Bearer ${await api.idp.mint()}`)).status).toBe(200);
});

test("oidc() says nothing of scopes where none are declared", () => {
  const verifier = oidc({ issuer: "http://login.test", audience: "a", [allowInsecureHttp]: true });
  expect([verifier.scopes, verifier.issuers]).toEqual([[], ["http://login.test"]]);
});
