import { offlineIssuer } from "@ampoule/testing/offline-issuer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowInsecureHttp, keycloak } from "../../../src/oidc/index.js";
import { door } from "../verifying.js";
import { providerOf, type Provider } from "./claiming.js";

const url = "https://login.example.test";
let provider: Provider;
beforeAll(async () => {
  provider = await providerOf(`${url}/realms/notes`, {
    aud: ["notes-api", "account"],
    azp: "spa",
    typ: "Bearer",
    sub: "u1",
    scope: "openid email",
    realm_access: { roles: ["staff", 7] },
    resource_access: { "notes-api": { roles: ["writer"] }, other: { roles: ["owner"] } },
    preferred_username: "alice",
    email: "a@b.test",
  });
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("keycloak", () => {
  const verifier = (told: object = {}) =>
    keycloak({ url, realm: "notes", audience: "notes-api", scopes: ["writer"], fetch: provider.idp.fetch, ...told });

  test("a user's token", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "u1",
      clientId: "spa",
      scopes: ["openid", "email"],
      realmRoles: ["staff"],
      clientRoles: ["writer"],
      username: "alice",
      email: "a@b.test",
    });
  });

  test("roles of the realm or of this API may count as scopes; another API's never do", async () => {
    expect(await provider.principalOf(verifier({ scopesFrom: "realmRoles" }))).toMatchObject({ scopes: ["staff"] });
    expect(await provider.principalOf(verifier({ scopesFrom: "clientRoles" }))).toMatchObject({ scopes: ["writer"] });
    const none = { realm_access: undefined, resource_access: { "notes-api": [] } };
    expect(await provider.principalOf(verifier({ scopesFrom: "clientRoles" }), none)).toMatchObject({
      scopes: [],
      realmRoles: [],
      clientRoles: [],
    });
    const odd = { realm_access: null, resource_access: { "notes-api": { roles: "writer" } } };
    expect(await provider.principalOf(verifier({ scopesFrom: "realmRoles" }), odd)).toMatchObject({ scopes: [], clientRoles: [] });
  });

  test.each([
    ["it is an ID token", { typ: "ID" }, "wrong_kind"],
    ["it is a refresh token", { typ: "Refresh" }, "wrong_kind"],
    ["it is an offline token", { typ: "Offline" }, "wrong_kind"],
    ["it is bound to a key", { typ: "DPoP" }, "wrong_kind"],
    ["it does not say what it is for", { typ: undefined }, "wrong_kind"],
    ["it names no client", { azp: undefined }, "wrong_client"],
    ["it is another API's", { aud: ["account"] }, "wrong_audience"],
    ["another realm's issuer", { iss: `${url}/realms/master` }, "wrong_issuer"],
  ])("S-099 S-100 spring-security-oauth#363 compensates for typ: refused, since %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test("typ at+jwt does not do without the claim", async () => {
    expect(await provider.codeOf(verifier(), { typ: undefined }, { typ: "at+jwt" })).toBe("wrong_kind");
  });

  test("one on this machine, over http, with the switch", async () => {
    await using idp = await offlineIssuer({ path: "/realms/notes", algorithm: "RS256" });
    const local = { url: new URL(idp.url).origin, realm: "notes", audience: "notes-api" };
    const token = await idp.mint({ aud: "notes-api", typ: "Bearer", azp: "spa" }, { header: { typ: "JWT" } });
    expect(await door(keycloak({ ...local, [allowInsecureHttp]: true })).verdictOn(token)).toEqual([200, undefined]);
    expect(() => keycloak(local)).toThrow("https");
  });

  test("clients that are said are the only ones", async () => {
    expect(await provider.codeOf(verifier({ clients: ["spa"] }))).toBeUndefined();
    expect(await provider.codeOf(verifier({ clients: ["other"] }))).toBe("wrong_client");
  });

  test.each([
    ["https://login.example.test", "https://login.example.test/realms/notes"],
    ["https://login.example.test/", "https://login.example.test/realms/notes"],
    ["https://login.example.test/auth", "https://login.example.test/auth/realms/notes"],
    ["https://login.example.test:8443/auth/", "https://login.example.test:8443/auth/realms/notes"],
  ])("%s is an address", (address, issuer) => {
    expect(verifier({ url: address }).issuers).toEqual([issuer]);
  });

  test.each([
    { url: "https://login.example.test/other" },
    { url: "https://login.example.test/auth?x" },
    { url: undefined },
    { realm: "a/b" },
    { realm: ".." },
    { realm: "" },
  ])("%j is none", (wrong) => {
    expect(() => verifier(wrong)).toThrow("keycloak() needs");
  });
});
