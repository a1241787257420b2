import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { auth0, entra, introspection, keycloak, oidc } from "../../src/oidc/index.js";
import { jwks } from "../../src/jwt/index.js";
import { refusalOf } from "../adapt/fake-framework.js";

const issuer = "https://login.example";
const audience = "https://api.example";
const client = { clientId: "api", clientSecret: "api-secret", audience };

describe("options that make no sense do not wait for the first request", () => {
  test.each([
    { keyTimes: { cooldown: 0 } },
    { keyTimes: { cooldown: 999 } },
    { keyTimes: { cooldown: Number.NaN } },
    { keyTimes: { cooldown: "30000" } },
    { keyTimes: { maxAge: 29_999 } },
    { keyTimes: { staleLimit: Number.POSITIVE_INFINITY } },
    { keyTimes: { maxAge: 600_000, staleLimit: 599_999 } },
    { timeout: 99 },
    { timeout: 30_001 },
    { timeout: Number.NaN },
    { fetch: "fetch" },
    { clock: 1_800_000_000 },
    { leeway: 61 },
    { maxLifetime: 0 },
    { cache: { size: 0 } },
    { algorithms: "RS256" },
    { algorithms: ["RS1"] },
    { allowedHosts: "keys.example" },
    { allowedHosts: ["https://keys.example"] },
    { allowedHosts: ["keys.example/"] },
    { allowedHosts: ["Keys.example"] },
    { allowedHosts: [""] },
    { allowedHosts: ["a@keys.example"] },
  ])("%j", (told) => {
    expect(() => oidc({ issuer, audience, ...(told as object) })).toThrow(ConfigurationError);
  });

  test.each([
    { timeout: 99 },
    { fetch: "fetch" },
    { clock: 1 },
    { leeway: -1 },
    { cache: { maxAge: 60_001 } },
    { cache: { maxEntries: 0 } },
    { allowedHosts: "keys.example" },
  ])("introspection: %j", (told) => {
    expect(() => introspection({ issuer, ...client, ...(told as object) })).toThrow(ConfigurationError);
  });

  test.each([{ cooldown: 1_000 }, {}, { cooldown: 1_000, maxAge: 1_000, staleLimit: 1_000 }])("while %j does", (keyTimes) => {
    expect(() => oidc({ issuer, audience, keyTimes, allowedHosts: ["keys.example", "keys.example:8443", "[2001:db8::1]"] })).not.toThrow();
  });
});

describe("an address with a password in it is refused, and nobody sees the password", () => {
  const password = "hunter2";
  test.each([
    ["an issuer", () => oidc({ issuer: `https://me:${password}@login.example`, audience })],
    ["an issuer that is no URL", () => oidc({ issuer: `https://me:${password}@login.example:port`, audience })],
    ["an issuer over http", () => oidc({ issuer: `http://me:${password}@login.example`, audience })],
    ["a password with odd marks", () => oidc({ issuer: `https://me:a@b/${password}?#@login.example`, audience })],
    ["an issuer with a secret in its query", () => oidc({ issuer: `https://login.example?key=${password}`, audience })],
    ["one with an @ in it", () => oidc({ issuer: `https://login.example?mail=a@b&key=${password}`, audience })],
    ["a fragment with one", () => oidc({ issuer: `https://login.example#a@b/${password}`, audience })],
    ["a URL object", () => oidc({ issuer: new URL(`https://me:${password}@login.example`) as never, audience })],
    ["a preset's domain", () => auth0({ domain: `me:${password}@login.example`, audience })],
    ["a preset's authority", () => entra({ tenant: crypto.randomUUID(), authority: `me:${password}@login.example`, audience })],
    ["a preset's URL", () => keycloak({ url: `https://me:${password}@login.example/auth`, realm: "a", audience })],
    ["an introspection endpoint", () => introspection({ endpoint: `https://me:${password}@login.example/introspect`, ...client })],
    ["its issuer", () => introspection({ endpoint: "https://login.example/i", issuer: `https://me:${password}@login.example`, ...client })],
    ["the issuer of one that is found out", () => introspection({ issuer: `https://me:${password}@login.example`, ...client })],
    ["a key set", () => jwks(`https://me:${password}@login.example/keys`)],
    ["a key set over http", () => jwks(`http://me:${password}@login.example/keys`)],
  ])("%s", (_, make) => {
    const refusal = refusalOf(make);
    expect(refusal).toBeInstanceOf(ConfigurationError);
    expect(String(refusal.stack)).not.toContain(password);
  });
});
