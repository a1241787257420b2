import type { Fault } from "@ampoule/testing/offline-issuer";
import { describe, expect, test } from "vitest";
import { bearer, ConfigurationError, UnavailableError, type SecurityEvent } from "../../../src/index.js";
import { allowInsecureHttp, introspection } from "../../../src/oidc/index.js";
import { ask, fakeSecurity } from "../../adapt/fake-framework.js";
import { introspecting } from "./introspecting.js";

describe("S-171 an issuer that does not answer is an outage: 503, never 200, never 401", () => {
  test.each<Fault>([
    "error",
    "html",
    "huge",
    "redirect",
    () => Response.json([]),
    () => Response.json("x"),
    () => new Response(null, { status: 401 }),
  ])("%s", async (fault) => {
    await using api = await introspecting();
    using _ = api.idp.fail("introspection", fault);
    expect(await api.verdict()).toEqual([503, "UnavailableError"]);
  });

  test.each<Fault>([
    () => new Response("{", { headers: { "Content-Type": "application/json" } }),
    () => new Response(Uint8Array.of(0x7b, 0xff, 0x7d), { headers: { "Content-Type": "application/json" } }),
    () => new Response(null, { headers: { "Content-Type": "application/json" } }),
    () => new Response('{"active":true}'),
    () => new Response(null, { status: 404 }),
    () => new Response(null, { status: 204 }),
  ])("nothing that is a JSON object: %s", async (fault) => {
    await using api = await introspecting();
    using _ = api.idp.fail("introspection", fault);
    expect((await api.verdict())[0]).toBe(503);
  });

  test.each<Fault>(["slow", "drip"])("%s, within the time-out", async (fault) => {
    await using api = await introspecting({ timeout: 200 });
    using _ = api.idp.fail("introspection", fault);
    const started = performance.now();
    expect((await api.verdict())[0]).toBe(503);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test("stopped, and back", async () => {
    await using api = await introspecting();
    await api.idp.stop();
    expect((await api.verdict())[0]).toBe(503);
    await api.idp.start();
    expect((await api.verdict())[0]).toBe(200);
  });

  test("400 is what some issuers say to what is no token to them: 401", async () => {
    await using api = await introspecting();
    using _ = api.idp.fail("introspection", () => Response.json({ error: "invalid_request", active: true }, { status: 400 }));
    expect(await api.verdict()).toEqual([401, "inactive_token"]);
  });

  test("an answer of another JSON type counts, an empty object is dead", async () => {
    await using api = await introspecting();
    using _ = api.idp.fail(
      "introspection",
      () => new Response("{}", { headers: { "Content-Type": "application/token-introspection+json" } }),
    );
    expect(await api.verdict()).toEqual([401, "inactive_token"]);
  });
});

describe("what is sent", () => {
  test("S-163 S-164, client side: POST by an authenticated client, the token in the body only", async () => {
    await using api = await introspecting();
    const token = api.idp.opaque();
    await api.send(token);
    const [seen] = api.idp.requests("introspection");
    expect(seen).toMatchObject({ method: "POST", url: `${api.idp.url}/introspect`, body: `token=${token}&token_type_hint=access_token` });
    expect(seen?.headers.get("authorization")).toBe(`Basic ${btoa("api:api-secret")}`);
    expect(seen?.headers.get("content-type")).toMatch(/^application\/x-www-form-urlencoded/);
  });

  test("S-163, client side: id and secret are form-encoded each", async () => {
    const clients = { "a:b c": "ü%&+ =" };
    await using api = await introspecting({ clientId: "a:b c", clientSecret: "ü%&+ =" }, { clients });
    expect((await api.verdict())[0]).toBe(200);
  });

  test("S-163, client side: credentials that the issuer does not know are the API's fault, not the caller's", async () => {
    await using api = await introspecting({ clientSecret: "old" });
    expect((await api.verdict())[0]).toBe(503);
  });

  test("the token stands in no error, also where its sender put it into a message", async () => {
    await using api = await introspecting();
    using _ = api.idp.fail("introspection", "error");
    const error = await Promise.resolve(api.verifier.verify("very-secret", {} as never)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(String(error)).toContain(`${api.idp.url}/introspect) answers 500`);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack ?? ""}`).not.toMatch(/very-secret|api-secret/);
  });
});

describe("set-up", () => {
  const client = { clientId: "api", clientSecret: "secret", audience: "https://api.test" };
  const endpoint = "https://login.test/introspect";

  test.each<[string, object]>([
    ["no audience", { ...client, audience: undefined, endpoint }],
    ["an empty audience", { ...client, audience: "", endpoint }],
    ["an empty one among audiences", { ...client, audience: ["https://api.test", ""], endpoint }],
    ["no audiences", { ...client, audience: [], endpoint }],
    ["no client id", { ...client, clientId: "", endpoint }],
    ["no client secret", { ...client, clientSecret: undefined, endpoint }],
    ["http", { ...client, endpoint: "http://login.test/introspect" }],
    ["credentials in the address", { ...client, endpoint: "https://a:b@login.test/introspect" }],
    ["no URL", { ...client, endpoint: "login.test" }],
    ["javascript", { ...client, endpoint: "javascript:alert(1)", [allowInsecureHttp]: true }],
    ["leeway", { ...client, endpoint, leeway: 61 }],
    ["negative leeway", { ...client, endpoint, leeway: -1 }],
    ["no number", { ...client, endpoint, leeway: "5" }],
    ["a long cache", { ...client, endpoint, cache: { maxAge: 60_001 } }],
    ["a cache without room", { ...client, endpoint, cache: { maxEntries: 0 } }],
    ["no time at all", { ...client, endpoint, timeout: 0 }],
    ["an issuer over http", { ...client, issuer: "http://login.test" }],
  ])("S-163 %s does not start", (_, options) => {
    expect(() => introspection(options as never)).toThrow(ConfigurationError);
  });

  test("the endpoint is found out from the issuer", async () => {
    await using api = await introspecting();
    const verifier = introspection({ ...client, clientSecret: "api-secret", issuer: api.idp.issuer, [allowInsecureHttp]: true });
    await verifier.ready();
    const events: SecurityEvent[] = [];
    const handler = fakeSecurity({ onEvent: (event) => events.push(event) })({ token: bearer(verifier) }, ({ token }) => token);
    const bring = async () => (await ask(handler, `Authorization: Bearer ${api.idp.opaque()}`)).status;
    expect([await bring(), await bring()]).toEqual([200, 200]);
    expect(api.idp.requests("discovery")).toHaveLength(1);
  });

  test("an issuer without such an endpoint does not start, and answers 503", async () => {
    await using api = await introspecting();
    using _ = api.idp.announce({ introspection_endpoint: undefined });
    const verifier = introspection({ ...client, issuer: api.idp.issuer, [allowInsecureHttp]: true });
    await expect(verifier.ready()).rejects.toThrow(ConfigurationError);
    const handler = fakeSecurity()({ token: bearer(verifier) }, ({ token }) => token);
    expect((await ask(handler, "Authorization: Bearer x")).status).toBe(503);
  });

  test("S-129 an endpoint in a private network is not asked", async () => {
    await using api = await introspecting();
    using _ = api.idp.announce({ introspection_endpoint: "http://169.254.169.254/latest" });
    const verifier = introspection({ ...client, issuer: api.idp.issuer, [allowInsecureHttp]: true });
    await expect(verifier.ready()).rejects.toThrow("169.254.169.254");
  });

  test("scopes are those that may be demanded", () => {
    expect(introspection({ ...client, endpoint, scopes: ["read"] }).scopes).toEqual(["read"]);
    expect(introspection({ ...client, endpoint }).scopes).toEqual([]);
  });

  test("an endpoint that is said needs nothing to be ready", async () => {
    await expect(introspection({ ...client, endpoint }).ready()).resolves.toBeUndefined();
  });
});
