import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firebase } from "../../../src/oidc/index.js";
import { providerOf, type Provider } from "./claiming.js";

const now = Math.floor(Date.now() / 1000);
let provider: Provider;
beforeAll(async () => {
  const claims = {
    aud: "notes-1",
    sub: "u1",
    user_id: "u1",
    auth_time: now - 60,
    email: "a@b.test",
    email_verified: true,
    firebase: { sign_in_provider: "password", identities: {} },
  };
  provider = await providerOf("https://securetoken.google.com/notes-1", claims);
});
afterAll(() => provider[Symbol.asyncDispose]());

describe("firebase", () => {
  const verifier = (told: object = {}) => firebase({ project: "notes-1", fetch: provider.idp.fetch, ...told });

  test("who signed in", async () => {
    expect(await provider.principalOf(verifier())).toMatchObject({
      sub: "u1",
      email: "a@b.test",
      isEmailVerified: true,
      signInProvider: "password",
      authTime: now - 60,
    });
    const bare = await provider.principalOf(verifier({ clock: Date.now }), {
      firebase: undefined,
      email: undefined,
      email_verified: undefined,
    });
    expect(bare).toMatchObject({ isEmailVerified: false });
    expect(bare).not.toHaveProperty("signInProvider");
  });

  test.each([
    ["another project's", { aud: "notes-2" }, "wrong_audience"],
    ["another project's issuer's", { iss: "https://securetoken.google.com/notes-2" }, "wrong_issuer"],
    ["of a sign-in that is still to come", { auth_time: now + 3600 }, "wrong_auth_time"],
    ["of no sign-in", { auth_time: undefined }, "wrong_auth_time"],
    ["of a sign-in at no time", { auth_time: String(now) }, "wrong_auth_time"],
    ["a too long name's", { sub: "x".repeat(129) }, "wrong_subject"],
    ["a tenant's", { firebase: { tenant: "t-1" } }, "wrong_tenant"],
  ])("S-099 compensates for typ: refused, since it is %s", async (_, claims, code) => {
    expect(await provider.codeOf(verifier(), claims)).toBe(code);
  });

  test("clocks may differ by five seconds", async () => {
    const still = verifier({ clock: () => now * 1000 });
    expect(await provider.codeOf(still, { auth_time: now + 5, iat: now, exp: now + 60 })).toBeUndefined();
    expect(await provider.codeOf(still, { auth_time: now + 6, iat: now, exp: now + 60 })).toBe("wrong_auth_time");
  });

  test("what is no text is left out", async () => {
    expect(await provider.principalOf(verifier(), { email: 7 })).not.toHaveProperty("email");
    expect(await provider.principalOf(verifier(), { email: "" })).not.toHaveProperty("email");
  });

  test("a tenant's people come to that tenant only", async () => {
    expect(await provider.codeOf(verifier({ tenant: "t-1" }), { firebase: { tenant: "t-1" } })).toBeUndefined();
    expect(await provider.codeOf(verifier({ tenant: "t-1" }), { firebase: { tenant: "t-2" } })).toBe("wrong_tenant");
    expect(await provider.codeOf(verifier({ tenant: "t-1" }))).toBe("wrong_tenant");
  });

  test("S-067 the emulator's tokens, which nobody signs, are refused", async () => {
    expect(await provider.codeOf(verifier(), {}, { alg: "none", kid: undefined })).toBe("unsupported_algorithm");
  });

  test.each(["", "a/b", "..", undefined])("%j is no project", (project) => {
    expect(() => verifier({ project })).toThrow("project");
  });
});
