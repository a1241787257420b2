import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { okta } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const audience = "api://default";
let provider: Provider;
beforeAll(async () => {
  const claims = { aud: audience, ver: 1, cid: "spa", uid: "u1", sub: "a@b.test", scp: ["notes:read", "openid"], groups: ["Everyone", 7] };
  provider = await providerOf("https://example.okta.com/oauth2/default", claims, { header: { typ: undefined } });
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("okta", () => {
  const verifier = (told: object = {}) =>
    okta({ domain: "example.okta.com", audience, scopes: ["notes:read"], fetch: provider.idp.fetch, ...told });

  test("a user's token", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "a@b.test",
      userId: "u1",
      clientId: "spa",
      scopes: ["notes:read", "openid"],
      groups: ["Everyone"],
    });
  });

  test("a client's own token", async () => {
    const principal = await provider.principalOf(verifier(), { uid: undefined, groups: undefined, sub: "spa" });
    expect(principal).toMatchObject({ clientId: "spa", groups: [] });
    expect(principal).not.toHaveProperty("userId");
  });

  test("one that says at+jwt, with client_id", async () => {
    expect(await provider.codeOf(verifier(), { cid: undefined, client_id: "spa" }, { typ: "at+jwt" })).toBeUndefined();
  });

  test("one that says at+jwt is of that version too", async () => {
    expect(await provider.codeOf(verifier(), { ver: 2 }, { typ: "at+jwt" })).toBe("wrong_version");
  });

  test.each([
    ["it names no client, as an ID token", { cid: undefined }, "wrong_kind"],
    ["it has no list of scopes, as an ID token", { scp: undefined }, "wrong_kind"],
    ["its scopes are a text", { scp: "notes:read" }, "wrong_kind"],
    ["it is of another version", { ver: 2 }, "wrong_version"],
    ["its version is a text", { ver: "1" }, "wrong_version"],
    ["it has no version", { ver: undefined }, "wrong_version"],
    ["it has a nonce", { nonce: "n" }, "wrong_kind"],
    ["another authorization server's issuer", { iss: "https://example.okta.com/oauth2/aus1" }, "wrong_issuer"],
    ["the organisation's own issuer", { iss: "https://example.okta.com" }, "wrong_issuer"],
    ["another API's audience", { aud: "https://example.okta.com" }, "wrong_audience"],
  ])("S-099 compensates for typ: refused, since %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test.each(["", "a/b", "..", "a b", undefined])("%j is no authorization server", (authorizationServer) => {
    const told = { domain: "example.okta.com", audience, authorizationServer };
    if (authorizationServer === undefined) expect(okta(told as never).issuers).toEqual(["https://example.okta.com/oauth2/default"]);
    else expect(() => okta(told as never)).toThrow("authorizationServer");
  });
});
