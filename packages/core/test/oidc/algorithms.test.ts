import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { auth0 } from "../../src/oidc/index.js";
import { providerOf } from "./presets/claiming.js";
import { verifying, type Verifying } from "./verifying.js";

const all = ["RS256", "RS512", "PS256", "ES256", "EdDSA", "HS256", "none"];

/** Lets the issuer publish its keys without saying what they are for, and claim to sign in every way. */
function sayingNothing({ idp }: Pick<Verifying, "idp">): Disposable {
  const parts = [
    idp.announce({ id_token_signing_alg_values_supported: all }),
    idp.fail("jwks", async (answer) => {
      const { keys } = (await (await answer()).json()) as { keys: object[] };
      return Response.json({ keys: keys.map((key) => ({ ...key, alg: undefined })) });
    }),
  ];
  return { [Symbol.dispose]: () => parts.forEach((part) => part[Symbol.dispose]()) };
}

describe("S-071 S-120 metadata narrows the algorithms that are allowed, and never widens them", () => {
  test.each([
    ["RS256", ["ES256"]],
    ["ES256", ["RS256"]],
    ["PS256", ["RS256"]],
    ["EdDSA", ["RS256", "ES256"]],
  ] as const)("%s is refused where %j are allowed, though key and metadata would have it", async (algorithm, algorithms) => {
    await using api = await verifying({ algorithms }, { algorithm });
    using _ = sayingNothing(api);
    expect(await api.verdict()).toEqual([401, "unsupported_algorithm"]);
    expect(api.idp.requests("jwks")).toHaveLength(0);
  });

  test("a key that says nothing is for the first allowed algorithm that fits it, and for no other", async () => {
    await using api = await verifying({ algorithms: ["RS256", "PS256"] }, { algorithm: "RS256" });
    using _ = sayingNothing(api);
    expect((await api.verdict())[0]).toBe(200);
    await using other = await verifying({ algorithms: ["PS256", "RS256"] }, { algorithm: "RS256" });
    using __ = sayingNothing(other);
    expect(await other.verdict()).toEqual([401, "unknown_key"]);
  });

  test("where nothing is said, RS384 is none of the default's", async () => {
    await using api = await verifying({}, { algorithm: "RS256" });
    using _ = sayingNothing(api);
    expect((await api.verdict())[0]).toBe(200);
    expect(await api.verdict({}, { header: { alg: "RS384" } })).toEqual([401, "unsupported_algorithm"]);
  });

  test("a preset's default stays, where its user hands in none by name", async () => {
    const domain = "example.eu.auth0.com";
    const claims = { aud: "https://api.test", azp: "spa" };
    await using provider = await providerOf(`https://${domain}/`, claims, { algorithm: "ES256" });
    using _ = sayingNothing(provider);
    const told: object = { algorithms: undefined };
    const verifier = auth0({ domain, audience: "https://api.test", fetch: provider.idp.fetch, ...told });
    expect(await provider.codeOf(verifier)).toBe("unsupported_algorithm");
  });
});

describe("ready()", () => {
  test("refuses an issuer whose keys are for no algorithm that is allowed", async () => {
    await using api = await verifying({ algorithms: ["ES256", "EdDSA"] }, { algorithm: "RS256" });
    using _ = api.idp.announce({ id_token_signing_alg_values_supported: undefined });
    await expect(api.verifier.ready()).rejects.toThrow("None of the issuer's keys is for an algorithm that is allowed: ES256, EdDSA.");
    await expect(api.verifier.ready()).rejects.toBeInstanceOf(ConfigurationError);
  });

  test("takes one whose keys are for any of those that are allowed, by one fetch", async () => {
    await using api = await verifying({ algorithms: ["EdDSA", "RS256", "ES256"] }, { algorithm: "ES256" });
    using _ = api.idp.announce({ id_token_signing_alg_values_supported: undefined });
    await expect(api.verifier.ready()).resolves.toBeUndefined();
    expect(api.idp.requests("jwks")).toHaveLength(1);
  });
});
