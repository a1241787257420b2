import { bearer, type Context } from "@ampoule/core";
import { jwt, type PublicJwk } from "@ampoule/core/jwt";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { memoryStore, readSettings, tokens, type AppSettings, type Environment } from "../../src/index.js";
import { frameworks, serve } from "../http/frames.js";
import { Folder, names, problemsOf, sound, strong } from "./environments.js";

const pairs = {
  EdDSA: () => generateKeyPairSync("ed25519"),
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2_048 }),
};
const pem = (key: KeyObject): string => key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();
const jwk = (key: KeyObject): PublicJwk => key.export({ format: "jwk" }) as PublicJwk;
const issuerOf = (settings: AppSettings) =>
  tokens({ ...settings.tokens(), store: memoryStore(), account: (id: string) => ({ id }), scopes: ["read"] });

async function accessTokenOf(settings: AppSettings): Promise<string> {
  const answer = await issuerOf(settings).issue("u1");
  if ("kind" in answer) throw new Error(answer.code);
  return answer.accessToken;
}

const service = (algorithm: string, more: Environment): AppSettings => readSettings({ ...names, JWT_ALGORITHM: algorithm, ...more });

describe("key pairs", () => {
  test.each(frameworks)("A7 a service on %s that holds nothing but a public key verifies what another one signs", async (framework) => {
    for (const [algorithm, make] of Object.entries(pairs)) {
      const { privateKey, publicKey } = make();
      const verifying = service(algorithm, { JWT_PUBLIC_KEY: pem(publicKey) });
      const accessToken = bearer(jwt({ ...verifying.verification(), scopes: ["read"] }));
      await using api = await serve(framework, (secure) => ({ "get /me": secure({ token: accessToken }, ({ token }) => token.sub) }));
      const ask = async (token: string) => (await api.ask("GET /me", [`Authorization: Bearer ${token}`])).status;
      expect(await ask(await accessTokenOf(service(algorithm, { JWT_PRIVATE_KEY: pem(privateKey) })))).toBe(200);
      expect(await ask(await accessTokenOf(service(algorithm, { JWT_PRIVATE_KEY: pem(make().privateKey) })))).toBe(401);
      expect(await ask(await accessTokenOf(readSettings(sound())))).toBe(401);
      const elsewhere = { JWT_PRIVATE_KEY: pem(privateKey), JWT_AUDIENCE: "https://other.example" };
      expect(await ask(await accessTokenOf(service(algorithm, elsewhere)))).toBe(401);
    }
  });

  test("A7 it cannot sign, and says so at start; its audience may be the allowed ones alone", () => {
    const { publicKey } = pairs.EdDSA();
    const settings = readSettings({
      JWT_ISSUER: names.JWT_ISSUER,
      JWT_ALLOWED_AUDIENCES: "a,b",
      JWT_ALGORITHM: "EdDSA",
      JWT_PUBLIC_KEY: pem(publicKey),
    });
    expect([settings.key, settings.allowedAudiences, settings.secret]).toEqual(["public", ["a", "b"], undefined]);
    for (const sign of [() => settings.keys(), () => settings.tokens()]) expect(sign).toThrow("JWT_PUBLIC_KEY only verifies");
    expect(() => settings.subKey("csrf")).toThrow("SECRET_KEY is not set");
  });

  test("keys are PEM, also with \\n or from a file, JWKs, and what jwks() publishes", async () => {
    using folder = new Folder();
    const { privateKey, publicKey } = pairs.ES256();
    const signing = [
      { JWT_PRIVATE_KEY: pem(privateKey) },
      { JWT_PRIVATE_KEY: pem(privateKey).replaceAll("\n", "\\n") },
      { JWT_PRIVATE_KEY_FILE: folder.file("key.pem", pem(privateKey)) },
      { JWT_PRIVATE_KEY: JSON.stringify(jwk(privateKey)) },
    ].map((more) => service("ES256", more));
    const verifying = [
      { JWT_PUBLIC_KEY: pem(publicKey) },
      { JWT_PUBLIC_KEY: JSON.stringify(jwk(publicKey)) },
      { JWT_PUBLIC_KEY_FILE: folder.file("jwks.json", JSON.stringify(signing[0]?.keys().jwks())) },
    ].map((more) => jwt(service("ES256", more).verification()));
    for (const settings of signing) {
      const token = await accessTokenOf(settings);
      for (const verifier of verifying) expect(await verifier.verify(token, {} as Context)).toMatchObject({ sub: "u1" });
    }
  });

  test("what cannot be is refused, without a word of the key", () => {
    const { privateKey, publicKey } = pairs.EdDSA();
    const weak = generateKeyPairSync("rsa", { modulusLength: 1_024 });
    const [secret, open] = [pem(privateKey), pem(publicKey)];
    const refused: readonly (readonly [problem: string, environment: Environment])[] = [
      ["are both set", { JWT_PRIVATE_KEY: secret, JWT_PUBLIC_KEY: open, JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PRIVATE_KEY needs its JWT_ALGORITHM: one of RS256", { JWT_PRIVATE_KEY: secret }],
      ["JWT_PUBLIC_KEY needs its JWT_ALGORITHM: one of RS256", { JWT_PUBLIC_KEY: open, JWT_ALGORITHM: "HS256" }],
      ["set JWT_PRIVATE_KEY to sign, or JWT_PUBLIC_KEY to verify", { JWT_ALGORITHM: "ES256", SECRET_KEY: strong() }],
      ["JWT_ALGORITHM has to be one of HS256", { JWT_ALGORITHM: "none", SECRET_KEY: strong() }],
      ["JWT_PUBLIC_KEY is no public key", { JWT_PUBLIC_KEY: secret, JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PUBLIC_KEY is no public key", { JWT_PUBLIC_KEY: JSON.stringify(jwk(privateKey)), JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PUBLIC_KEY is no public key", { JWT_PUBLIC_KEY: `{"keys":[]}`, JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PUBLIC_KEY is no public key", { JWT_PUBLIC_KEY: `{"keys":[null]}`, JWT_ALGORITHM: "EdDSA" }],
      [
        "JWT_PUBLIC_KEY is no public key",
        { JWT_PUBLIC_KEY: `-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----`, JWT_ALGORITHM: "EdDSA" },
      ],
      ["JWT_PRIVATE_KEY is no private key", { JWT_PRIVATE_KEY: open, JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PRIVATE_KEY is no private key", { JWT_PRIVATE_KEY: JSON.stringify(jwk(publicKey)), JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PRIVATE_KEY is no private key", { JWT_PRIVATE_KEY: `{"d":`, JWT_ALGORITHM: "EdDSA" }],
      ["JWT_PRIVATE_KEY: it", { JWT_PRIVATE_KEY: secret, JWT_ALGORITHM: "RS256" }],
      ["JWT_PRIVATE_KEY: it", { JWT_PRIVATE_KEY: pem(weak.privateKey), JWT_ALGORITHM: "RS256" }],
      ["SECRET_KEY: it is 5 bytes long", { JWT_PRIVATE_KEY: secret, JWT_ALGORITHM: "EdDSA", SECRET_KEY: "short" }],
    ];
    for (const [problem, environment] of refused) {
      const problems = problemsOf({ ...names, ...environment });
      expect(problems, problem).toEqual([expect.stringContaining(problem)]);
      for (const line of secret.split("\n").filter((part) => !part.startsWith("-----") && part !== ""))
        expect(problems.join()).not.toContain(line);
    }
  });
});
