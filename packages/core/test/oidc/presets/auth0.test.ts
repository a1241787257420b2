import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auth0 } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const audience = "https://notes.test";
const domain = "example.eu.auth0.com";
let provider: Provider;
beforeAll(async () => {
  const claims = {
    aud: [audience, `https://${domain}/userinfo`],
    azp: "spa",
    sub: "auth0|1",
    scope: "openid notes:read",
    permissions: ["notes:write"],
  };
  provider = await providerOf(`https://${domain}/`, claims);
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("auth0", () => {
  const verifier = (told: object = {}) =>
    auth0({ domain, audience, scopes: ["notes:read", "notes:write"], fetch: provider.idp.fetch, ...told });

  test("an access token stands for its user, with scopes or with permissions", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "auth0|1",
      clientId: "spa",
      scopes: ["openid", "notes:read"],
      permissions: ["notes:write"],
    });
    expect(await provider.principalOf(verifier({ scopesFrom: "permissions" }))).toMatchObject({ scopes: ["notes:write"] });
    expect(await provider.principalOf(verifier(), { permissions: undefined })).toMatchObject({ permissions: [] });
  });

  test("one of the profile of RFC 9068 as well", async () => {
    expect(await provider.codeOf(verifier(), { client_id: "spa", azp: undefined }, { typ: "at+jwt" })).toBeUndefined();
  });

  test.each([
    ["its audience is its client", { aud: "spa" }, "wrong_audience"],
    ["its client is among its audiences", { aud: [audience, "spa"] }, "wrong_kind"],
    ["it names no client", { azp: undefined }, "wrong_kind"],
    ["it has a nonce", { nonce: "n" }, "wrong_kind"],
    ["it has an at_hash", { at_hash: "h" }, "wrong_kind"],
    ["another tenant's issuer", { iss: "https://other.eu.auth0.com/" }, "wrong_issuer"],
    ["the issuer without its slash", { iss: `https://${domain}` }, "wrong_issuer"],
  ])("S-099 compensates for typ: refused, since %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test("S-070 a tenant's HS256, which its metadata names, is not accepted", async () => {
    expect(await provider.codeOf(verifier(), {}, { alg: "HS256" })).toBe("unsupported_algorithm");
  });

  test.each(["", "https://", "a b", "example.com/path", "example.com?x", "user@example.com", "javascript:alert(1)", undefined, 7])(
    "%j is no domain",
    (wrong) => {
      expect(() => verifier({ domain: wrong })).toThrow("domain");
    },
  );
});
