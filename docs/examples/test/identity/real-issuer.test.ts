import "reflect-metadata";
import { bearer } from "@ampoule/core";
import { allowInsecureHttp, introspection, oidc } from "@ampoule/core/oidc";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { audience, opaqueAudience, RealIssuer } from "./real-issuer.js";
import { frameworks, serve, type Served } from "./served.js";

const scopes = ["notes.read", "notes.write"] as const;
const keyTimes = { cooldown: 30_000, maxAge: 60_000, staleLimit: 180_000 };

/** An API whose clock tests move. */
async function api(issuer: RealIssuer, framework: string): Promise<Served & { later(seconds: number): void }> {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const verifier = oidc({ issuer: issuer.url, audience, scopes, keyTimes, clock, leeway: 60, [allowInsecureHttp]: true });
  await verifier.ready();
  const served = await serve(frameworks[framework]?.(bearer(verifier)) ?? (() => undefined));
  return { ...served, later: (seconds) => void (ahead += seconds * 1000) };
}

// It warns of its own sign-in pages, which are what these tests need.
beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => undefined));

const fetches = (issuer: RealIssuer) => issuer.asked.filter((path) => path === "/jwks").length;

describe.each(Object.keys(frameworks))("oidc-provider and an API on %s", (framework) => {
  test("tokens by client credentials, and by code with PKCE, are accepted; an ID token is not", async () => {
    await using issuer = await RealIssuer.start();
    await using notes = await api(issuer, framework);
    const machine = await issuer.clientCredentials(audience, "notes.read");
    expect(await notes.get("/me", machine)).toMatchObject({
      status: 200,
      body: { iss: issuer.url, clientId: "machine", scopes: ["notes.read"] },
    });
    expect(await notes.get("/write", machine)).toMatchObject({
      status: 403,
      challenge: 'Bearer realm="api", error="insufficient_scope", scope="notes.write"',
    });
    const alice = await issuer.signIn("alice", audience, "notes.read notes.write");
    expect(await notes.get("/me", alice.access)).toMatchObject({ status: 200, body: { sub: "alice", clientId: "app", aud: [audience] } });
    expect(await notes.status("/write", alice.access)).toBe(200);
    expect(await notes.status("/me", alice.id)).toBe(401);
    expect(await notes.status("/me", await issuer.clientCredentials("https://other.test", "notes.read"))).toBe(401);
    expect(fetches(issuer)).toBe(1);
  });

  test("S-124 a rotated key is picked up within the cooldown, a removed one is refused within the age of keys", async () => {
    await using issuer = await RealIssuer.start();
    await using notes = await api(issuer, framework);
    const old = await issuer.clientCredentials(audience, "notes.read");
    expect(await notes.status("/me", old)).toBe(200);
    await issuer.rotate("second");
    const fresh = await issuer.clientCredentials(audience, "notes.read");
    expect(await notes.status("/me", fresh)).toBe(401);
    notes.later(30);
    expect([await notes.status("/me", fresh), await notes.status("/me", old)]).toEqual([200, 200]);
    issuer.removeOldKeys();
    notes.later(61);
    expect([await notes.status("/me", fresh), await notes.status("/me", old)]).toEqual([200, 401]);
    expect(fetches(issuer)).toBe(3);
  });

  test("S-127 the issuer stops: cached keys still serve, then 503; it is back: 200", async () => {
    await using issuer = await RealIssuer.start();
    await using notes = await api(issuer, framework);
    const token = await issuer.clientCredentials(audience, "notes.read");
    expect(await notes.status("/me", token)).toBe(200);
    await issuer.stop();
    for (const seconds of [40, 80, 50]) {
      notes.later(seconds);
      expect(await notes.status("/me", token)).toBe(200);
    }
    notes.later(20);
    expect(await notes.get("/me", token)).toMatchObject({
      status: 503,
      challenge: null,
      retryAfter: expect.stringMatching(/^\d+$/) as string,
    });
    await issuer.restart();
    notes.later(30);
    expect(await notes.status("/me", token)).toBe(200);
  });

  test("S-163 S-167, client side: an opaque token by introspection", async () => {
    await using issuer = await RealIssuer.start();
    const client = { clientId: "api", clientSecret: "api-secret", audience: opaqueAudience, scopes };
    const verifier = introspection({ issuer: issuer.url, ...client, [allowInsecureHttp]: true });
    await verifier.ready();
    await using notes = await serve(frameworks[framework]?.(bearer(verifier)) ?? (() => undefined));
    const { access } = await issuer.signIn("alice", opaqueAudience, "notes.read");
    expect(access).not.toContain(".");
    expect(await notes.get("/me", access)).toMatchObject({ status: 200, body: { sub: "alice", clientId: "app", scopes: ["notes.read"] } });
    const machine = await issuer.clientCredentials(opaqueAudience, "notes.write");
    expect(await notes.get("/write", machine)).toMatchObject({ status: 200 });
    expect(await notes.status("/me", `${access}x`)).toBe(401);
    expect(await notes.status("/me", await issuer.clientCredentials("https://other.test", "notes.read"))).toBe(401);
    await issuer.stop();
    expect(await notes.status("/me", access)).toBe(200);
    expect(await notes.status("/me", "unknown")).toBe(503);
  });
});
