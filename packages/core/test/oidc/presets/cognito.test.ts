import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cognito } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const userPool = "eu-central-1_AbCdEfGhI";
let provider: Provider;
beforeAll(async () => {
  const claims = {
    aud: undefined,
    token_use: "access",
    client_id: "app",
    sub: "u1",
    scope: "notes/read",
    username: "alice",
    "cognito:groups": ["staff"],
  };
  provider = await providerOf(`https://cognito-idp.eu-central-1.amazonaws.com/${userPool}`, claims, { header: { typ: undefined } });
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("cognito", () => {
  const verifier = (told: object = {}) =>
    cognito({ userPool, clients: ["app"], scopes: ["notes/read"], fetch: provider.idp.fetch, ...told });

  test("a user's token", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "u1",
      aud: [],
      clientId: "app",
      scopes: ["notes/read"],
      username: "alice",
      groups: ["staff"],
    });
  });

  test.each([
    ["it is an ID token", { token_use: "id", aud: "app" }, "wrong_kind"],
    ["it does not say what it is for", { token_use: undefined }, "wrong_kind"],
    ["it is for something else", { token_use: "refresh" }, "wrong_kind"],
    ["it has a nonce", { nonce: "n" }, "wrong_kind"],
  ])("S-099 S-100 compensates for typ: refused, since %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test.each([
    ["another client's", { client_id: "other" }, "missing_aud"],
    ["nobody's", { client_id: undefined }, "missing_aud"],
    ["bound to another API", { aud: "https://other.test" }, "wrong_audience"],
    ["another pool's", { iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Other" }, "wrong_issuer"],
  ])("S-095 S-096 CVE-2025-62610 compensates for aud: refused, since it is %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test("typ at+jwt does not do without token_use", async () => {
    expect(await provider.codeOf(verifier(), { token_use: undefined }, { typ: "at+jwt" })).toBe("wrong_kind");
  });

  test("several clients, each of which will do", async () => {
    const both = verifier({ clients: ["other", "app"] });
    expect(await provider.codeOf(both)).toBeUndefined();
    expect(await provider.codeOf(both, { client_id: "third" })).toBe("missing_aud");
  });

  test("an API that is a resource server has a name of its own", async () => {
    const audience = "https://notes.test";
    expect(await provider.codeOf(verifier({ audience }), { aud: audience })).toBeUndefined();
    expect(await provider.codeOf(verifier({ audience }), { aud: ["https://other.test", audience] })).toBeUndefined();
    expect(await provider.codeOf(verifier({ audience }), { aud: "https://other.test" })).toBe("wrong_audience");
    expect(await provider.codeOf(verifier({ audience }))).toBeUndefined();
  });

  test.each([
    { userPool: "AbC" },
    { userPool: "eu-central-1_A/../b" },
    { userPool: undefined },
    { clients: [] },
    { clients: undefined },
    { clients: "app" },
    { clients: ["app", ""] },
  ])("%j does not start", (wrong) => {
    expect(() => verifier(wrong)).toThrow("cognito() needs");
  });

  test("the region is in the name, GovCloud's as well", () => {
    expect(verifier({ userPool: "us-gov-west-1_x" }).issuers).toEqual(["https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_x"]);
    expect(verifier({ userPool: "local_x", domain: "127.0.0.1:9229" }).issuers).toEqual(["https://127.0.0.1:9229/local_x"]);
  });
});
