import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entra } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const tenant = "11111111-2222-3333-4444-555555555555";
const other = "99999999-2222-3333-4444-555555555555";
const audience = "66666666-7777-8888-9999-000000000000";
const user = {
  aud: audience,
  tid: tenant,
  ver: "2.0",
  azp: "spa",
  oid: "o",
  sub: "pairwise",
  scp: "Notes.Read Notes.Write",
  preferred_username: "a@b.test",
};
let provider: Provider;
beforeAll(async () => void (provider = await providerOf(`https://login.microsoftonline.com/${tenant}/v2.0`, user)));
afterAll(() => provider[Symbol.asyncDispose]());

describe("entra", () => {
  const verifier = (told: object = {}) => entra({ tenant, audience, scopes: ["Notes.Read"], fetch: provider.idp.fetch, ...told });

  test("a user's token", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "pairwise",
      objectId: "o",
      tenantId: tenant,
      clientId: "spa",
      scopes: ["Notes.Read", "Notes.Write"],
      roles: [],
      isApplication: false,
      username: "a@b.test",
    });
  });

  test("an application's own token", async () => {
    const claims = { scp: undefined, roles: ["Notes.All"], preferred_username: undefined };
    expect(await provider.principalOf(verifier(), claims)).toMatchObject({ scopes: [], roles: ["Notes.All"], isApplication: true });
    expect(await provider.principalOf(verifier({ scopesFrom: "roles" }), { ...claims, idtyp: "app" })).toMatchObject({
      scopes: ["Notes.All"],
      isApplication: true,
    });
    expect(await provider.codeOf(verifier(), { ...claims, roles: undefined, idtyp: "app" })).toBeUndefined();
    expect(await provider.principalOf(verifier(), { ...user, idtyp: "user" })).toMatchObject({ isApplication: false });
  });

  test.each([
    ["it has neither scopes nor roles, as an ID token", { scp: undefined }, "wrong_kind"],
    ["it names no client, as an ID token", { azp: undefined }, "wrong_kind"],
    ["it has a nonce", { nonce: "n" }, "wrong_kind"],
    ["it is of version 1", { ver: "1.0" }, "wrong_version"],
    ["it has no version", { ver: undefined }, "wrong_version"],
    ["it names another tenant", { tid: other }, "wrong_tenant"],
    ["it names no tenant", { tid: undefined }, "wrong_tenant"],
    [
      "another tenant's issuer, with the keys that all tenants share",
      { iss: `https://login.microsoftonline.com/${other}/v2.0`, tid: other },
      "wrong_issuer",
    ],
    ["version 1's issuer", { iss: `https://sts.windows.net/${tenant}/` }, "wrong_issuer"],
    ["another API's audience", { aud: other }, "wrong_audience"],
  ])("S-099 compensates for typ: refused, since %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test("S-128 several tenants are several issuers", async () => {
    const both = verifier({ tenant: [other, tenant] });
    expect(both.issuers).toEqual([other, tenant].map((id) => `https://login.microsoftonline.com/${id}/v2.0`));
    expect(await provider.principalOf(both)).toMatchObject({ tenantId: tenant });
    const third = "00000000-2222-3333-4444-555555555555";
    expect(await provider.codeOf(both, { iss: `https://login.microsoftonline.com/${third}/v2.0`, tid: third })).toBe("untrusted_issuer");
  });

  test.each([
    "common",
    "organizations",
    "consumers",
    "example.onmicrosoft.com",
    "",
    tenant.toUpperCase().replace("1", "A"),
    `${tenant}/..`,
    [],
  ])("%j is no tenant", (wrong) => {
    expect(() => verifier({ tenant: wrong })).toThrow();
  });

  test("S-176 a template in the metadata's issuer, as that of common is, is not this tenant's", async () => {
    using _ = provider.idp.announce({ issuer: "https://login.microsoftonline.com/{tenantid}/v2.0" });
    await expect(verifier().ready()).rejects.toThrow("{tenantid}");
  });

  test("another cloud", () => {
    expect(verifier({ authority: "login.microsoftonline.us" }).issuers).toEqual([`https://login.microsoftonline.us/${tenant}/v2.0`]);
  });
});
