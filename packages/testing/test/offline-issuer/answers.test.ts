import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { expect, test } from "vitest";

type Json = Record<string, unknown>;
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const form = (members: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: "POST",
  body: new URLSearchParams(members),
  headers,
});
const basic = { authorization: `Basic ${btoa("api:api-secret")}` };

test("discovery by OpenID Connect and by RFC 8414, below a path as well", async () => {
  for (const path of ["", "/realms/demo"]) {
    await using idp = await offlineIssuer({ path });
    const { origin } = new URL(idp.url);
    const openId = await json(fetch(`${idp.issuer}/.well-known/openid-configuration`));
    const oauth = await json(fetch(`${origin}/.well-known/oauth-authorization-server${path}`));
    expect(openId).toEqual(oauth);
    expect(openId).toMatchObject({ issuer: idp.issuer, jwks_uri: `${idp.issuer}/jwks` });
    expect((await fetch(`${idp.url}/else`)).status).toBe(404);
    expect(idp.requests().map(({ endpoint }) => endpoint)).toEqual(["discovery", "discovery", "other"]);
  }
});

test.each(["RS256", "PS256", "ES256", "ES384", "EdDSA"] as const)(
  "tokens signed with %s verify with the published keys",
  async (algorithm) => {
    await using idp = await offlineIssuer({ algorithm });
    const token = await idp.mint({ sub: "alice", scope: "a b", email: "a@b.c" });
    const keys = createLocalJWKSet((await json(fetch(`${idp.url}/jwks`))) as never as JSONWebKeySet);
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: idp.issuer, audience: idp.audience, typ: "at+jwt" });
    expect(payload).toMatchObject({ sub: "alice", scope: "a b", email: "a@b.c", client_id: "client", jti: expect.any(String) as string });
    expect(protectedHeader.alg).toBe(algorithm);
  },
);

test("each claim and each member of the header can be replaced or left out", async () => {
  await using idp = await offlineIssuer({ clock: () => 1_000_000, lifetime: 60 });
  const token = await idp.mint({ sub: 7, aud: undefined, exp: "soon" }, { header: { alg: "none", kid: undefined } });
  const [header, claims] = token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Json);
  expect(header).toEqual({ alg: "none", typ: "at+jwt" });
  expect(claims).toMatchObject({ sub: 7, exp: "soon", iat: 1000 });
  expect(claims).not.toHaveProperty("aud");
});

test("rotation publishes old and new keys until the old ones are removed", async () => {
  await using idp = await offlineIssuer();
  const kids = async () => ((await json(fetch(`${idp.url}/jwks`)))["keys"] as Json[]).map(({ kid }) => kid);
  const [first] = await kids();
  const second = await idp.rotate("EdDSA");
  expect(await kids()).toEqual([second, first]);
  expect((await json(fetch(`${idp.url}/.well-known/openid-configuration`)))["id_token_signing_alg_values_supported"]).toEqual([
    "EdDSA",
    "ES256",
  ]);
  idp.removeOldKeys();
  expect(await kids()).toEqual([second]);
  expect(JSON.stringify(await json(fetch(`${idp.url}/jwks`)))).not.toMatch(/"(?:d|p|q|dp|dq|qi|k)":/);
});

test("its keys are to be had without a network", async () => {
  await using idp = await offlineIssuer({ listen: false });
  const kid = await idp.rotate();
  expect(await idp.keys.find({ alg: "ES256", kid })).toMatchObject([{ kid, alg: "ES256" }]);
  expect(await idp.keys.find({ alg: "ES256", kid: undefined })).toHaveLength(2);
  expect(await idp.keys.find({ alg: "ES384", kid: undefined })).toEqual([]);
  expect(await idp.keys.find({ alg: "ES256", kid: "other" })).toEqual([]);
});

test("without listening it answers by fetch for its own addresses, under the name of a real issuer", async () => {
  await using idp = await offlineIssuer({ listen: false, issuer: "https://accounts.google.com" });
  const metadata = await json(idp.fetch("https://accounts.google.com/.well-known/openid-configuration"));
  expect(metadata).toMatchObject({ issuer: "https://accounts.google.com", jwks_uri: "https://accounts.google.com/jwks" });
  await expect(idp.fetch("https://else.test/")).rejects.toThrow(TypeError);
  await idp.stop();
  await expect(idp.fetch("https://accounts.google.com/jwks")).rejects.toThrow("fetch failed");
  await idp.start();
  expect((await idp.fetch("https://accounts.google.com/jwks")).status).toBe(200);
});

test("a client gets a token of its own", async () => {
  await using idp = await offlineIssuer();
  const ask = (members: Record<string, string>, headers?: Record<string, string>) => fetch(`${idp.url}/token`, form(members, headers));
  const body = await json(ask({ grant_type: "client_credentials", scope: "a", resource: "https://other.test" }, basic));
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 300, scope: "a" });
  const claims = JSON.parse(Buffer.from(String(body["access_token"]).split(".")[1] ?? "", "base64url").toString()) as Json;
  expect(claims).toMatchObject({ sub: "api", client_id: "api", aud: "https://other.test", scope: "a" });
  expect((await ask({ grant_type: "password" }, basic)).status).toBe(400);
  expect((await ask({ grant_type: "client_credentials", client_id: "api", client_secret: "api-secret" })).status).toBe(200);
  expect((await ask({ grant_type: "client_credentials" }, { authorization: `Basic ${btoa("api:wrong")}` })).status).toBe(401);
  expect((await ask({ grant_type: "client_credentials" })).headers.get("www-authenticate")).toBe('Basic realm="issuer"');
  expect((await fetch(`${idp.url}/token`)).headers.get("allow")).toBe("POST");
});

test("introspection tells of live tokens, and of others that they are not active", async () => {
  let now = 1_000_000;
  await using idp = await offlineIssuer({ clock: () => now, clients: { "a:b c": "ü%&" } });
  const credentials = ["a:b c", "ü%&"].map((part) => new URLSearchParams({ "": part }).toString().slice(1)).join(":");
  const about = (token: string) => json(fetch(`${idp.url}/introspect`, form({ token }, { authorization: `Basic ${btoa(credentials)}` })));
  const [opaque, early, odd] = [idp.opaque({ sub: "alice" }), idp.opaque({ nbf: 2000 }), idp.opaque({ active: "true" })];
  expect(await about(opaque)).toMatchObject({ active: true, sub: "alice", iss: idp.issuer, aud: idp.audience, token_type: "Bearer" });
  expect(await about(await idp.mint({ sub: "bob" }))).toMatchObject({ active: true, sub: "bob" });
  expect(await about(odd)).toMatchObject({ active: "true" });
  for (const dead of ["unknown", early]) expect(await about(dead)).toEqual({ active: false });
  idp.revoke(opaque);
  expect(await about(opaque)).toEqual({ active: false });
  const short = idp.opaque({ exp: 1001 });
  now += 1000;
  expect(await about(short)).toEqual({ active: false });
  expect((await fetch(`${idp.url}/introspect`, form({ token: opaque }))).status).toBe(401);
  const nothing = fetch(`${idp.url}/introspect`, form({}, { authorization: `Basic ${btoa(credentials)}` }));
  expect((await nothing).status).toBe(400);
});
