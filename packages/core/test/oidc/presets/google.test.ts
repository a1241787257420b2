import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { google } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const clientId = "1-a.apps.googleusercontent.com";
let provider: Provider;
beforeAll(async () => {
  const claims = { aud: clientId, azp: clientId, sub: "7", email: "a@b.test", email_verified: true, hd: "b.test", name: "Alice" };
  provider = await providerOf("https://accounts.google.com", claims);
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("google", () => {
  const verifier = (told: object = {}) => google({ clientId, fetch: provider.idp.fetch, ...told });

  test("who signed in", async () => {
    expect(await provider.principalOf(verifier({ hostedDomain: "b.test" }))).toMatchObject({
      sub: "7",
      email: "a@b.test",
      isEmailVerified: true,
      hostedDomain: "b.test",
      name: "Alice",
      scopes: [],
    });
    expect(await provider.principalOf(verifier(), { email_verified: "true" })).toMatchObject({ isEmailVerified: false });
  });

  test.each([
    ["another application's", { aud: "2-b.apps.googleusercontent.com" }, "wrong_audience"],
    ["given to another client", { azp: "2-b.apps.googleusercontent.com" }, "wrong_client"],
    ["of another domain", { hd: "c.test" }, "wrong_hosted_domain"],
    ["of no domain", { hd: undefined }, "wrong_hosted_domain"],
    ["made for a client's own eyes", { nonce: "n" }, "wrong_kind"],
    ["made beside an access token", { at_hash: "h" }, "wrong_kind"],
    ["in the old form of the issuer", { iss: "accounts.google.com" }, "wrong_issuer"],
  ])("S-094 S-096 refused, since it is %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier({ hostedDomain: "b.test" }), claims)).toBe(code);
  });

  test("several applications, and a client that is not said", async () => {
    const both = verifier({ clientId: ["2-b.apps.googleusercontent.com", clientId] });
    expect(await provider.codeOf(both)).toBeUndefined();
    expect(await provider.codeOf(both, { azp: "2-b.apps.googleusercontent.com" })).toBeUndefined();
    expect(await provider.codeOf(both, { azp: undefined })).toBeUndefined();
  });

  test("without an application it does not start", () => {
    expect(() => google({} as never)).toThrow("audience");
    expect(() => google({ clientId: "" })).toThrow("audience");
  });
});
