import "reflect-metadata";
import type { RequestListener } from "node:http";
import { bearer, openIdConnect, scoped } from "@ampoule/core";
import { security } from "@ampoule/hono";
import { offlineIssuer, type OfflineIssuer, type TokenClaims } from "@ampoule/testing/offline-issuer";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { verifier as auth0 } from "../../src/guide/identity/auth0.js";
import type { NotesVerifier } from "../../src/guide/identity/callers.js";
import { verifier as entra } from "../../src/guide/identity/entra.js";
import { verifier as keycloak } from "../../src/guide/identity/keycloak.js";
import { notesOnExpress } from "../../src/guide/identity/on-express.js";
import { notesOnHono } from "../../src/guide/identity/on-hono.js";
import { notesOnKoa } from "../../src/guide/identity/on-koa.js";
import { verifier as several } from "../../src/guide/identity/several.js";
import { serve } from "../identity/served.js";
// The tests that the pages show.
import "../../src/guide/identity/offline.test.js";
import "../../src/guide/identity/rotation.test.js";
import "../../src/guide/identity/unplugged.test.js";

const entraTenant = "11111111-2222-3333-4444-555555555555";
const scp = "notes.read";

/** What each provider's tokens look like. */
const providers: readonly { name: string; verifier: NotesVerifier; issuer: string; claims: TokenClaims }[] = [
  {
    name: "auth0",
    verifier: auth0,
    issuer: "https://example.eu.auth0.com/",
    claims: { aud: ["https://notes.example"], azp: "app", scope: scp, client_id: undefined },
  },
  {
    name: "entra",
    verifier: entra,
    issuer: `https://login.microsoftonline.com/${entraTenant}/v2.0`,
    claims: { aud: "66666666-7777-8888-9999-000000000000", azp: "app", tid: entraTenant, ver: "2.0", scp, client_id: undefined },
  },
  {
    name: "keycloak",
    verifier: keycloak,
    issuer: "https://login.example.com/realms/notes",
    claims: { aud: "notes-api", azp: "app", typ: "Bearer", resource_access: { "notes-api": { roles: [scp] } }, client_id: undefined },
  },
];

const frameworks: Readonly<Record<string, (verifier: NotesVerifier) => RequestListener>> = {
  express: notesOnExpress,
  koa(verifier) {
    const callback = notesOnKoa(verifier).callback();
    return (request, response) => void callback(request, response);
  },
  hono(verifier) {
    const listener = getRequestListener(notesOnHono(verifier).fetch);
    return (request, response) => void listener(request, response);
  },
};

describe.each(providers)("the guide's API, protected by $name", ({ verifier, issuer, claims }) => {
  let idp: OfflineIssuer;
  beforeAll(async () => {
    const path = new URL(issuer).pathname.replace(/\/$/, "");
    idp = await offlineIssuer({ issuer, path, listen: false, algorithm: "RS256" });
    vi.stubGlobal("fetch", routed(idp.fetch, issuer));
    await verifier.ready();
  });
  afterAll(() => void vi.unstubAllGlobals());

  test.each(Object.entries(frameworks))("on %s", async (_, listen) => {
    await using api = await serve(listen(verifier));
    const mint = (own: TokenClaims) => idp.mint({ sub: "alice", ...claims, ...own }, { header: { typ: "JWT" } });
    expect(await api.get("/notes", await mint({}))).toMatchObject({ status: 200, body: [`a note by ${issuer}|alice`] });
    expect(await api.status("/notes", await mint({ aud: "https://other.example" }))).toBe(401);
    expect(await api.status("/notes", await mint({ scope: "", scp: "", resource_access: {} }))).toBe(403);
    expect(idp.requests().map(({ endpoint }) => endpoint)).toEqual(["discovery", "jwks"]);
  });
});

test("the application waits for its provider, and listens", async () => {
  vi.resetModules();
  vi.stubEnv("PORT", "0");
  await using idp = await offlineIssuer({ issuer: "https://example.eu.auth0.com/", listen: false, algorithm: "RS256" });
  vi.stubGlobal("fetch", routed(idp.fetch, idp.issuer));
  {
    using _ = idp.fail("discovery", "wrong issuer");
    await expect(import("../../src/guide/identity/serve.js")).rejects.toThrow("https://somebody-else.test");
  }
  vi.resetModules();
  const { server } = await import("../../src/guide/identity/serve.js");
  await expect.poll(() => server.listening).toBe(true);
  server.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** The network, where the provider is the offline issuer. */
function routed(offline: typeof fetch, issuer: string): typeof fetch {
  const platform = fetch;
  return (input, init) => (new Request(input).url.startsWith(new URL(issuer).origin) ? offline : platform)(input, init);
}

test("documented as OpenID Connect, with the provider's own address and the scopes that routes demand", () => {
  const app = new Hono();
  const secure = security({ container });
  const token = openIdConnect(auth0);
  app.get(
    "/notes",
    secure({ token: scoped(token, "notes.read") }, () => []),
  );
  expect(secure.document(secure.seal(app), { info: { title: "Notes", version: "1" } })).toMatchObject({
    components: {
      securitySchemes: {
        OpenIdConnect: {
          type: "openIdConnect",
          openIdConnectUrl: "https://example.eu.auth0.com/.well-known/openid-configuration",
        },
      },
    },
    paths: { "/notes": { get: { security: [{ OpenIdConnect: ["notes.read"] }] } } },
  });
});

test("people and machines: two issuers, each asked for itself", () => {
  expect(several.issuers).toEqual([`https://login.microsoftonline.com/${entraTenant}/v2.0`, "https://machines.example"]);
  expect(() => bearer(several)).not.toThrow();
});

test("introspection without a secret does not start", async () => {
  vi.stubEnv("NOTES_API_SECRET", undefined);
  await expect(import("../../src/guide/identity/opaque.js")).rejects.toThrow("clientSecret");
  vi.resetModules();
  vi.stubEnv("NOTES_API_SECRET", "very secret");
  await expect(import("../../src/guide/identity/opaque.js")).resolves.toHaveProperty("accessToken");
  vi.unstubAllEnvs();
});
