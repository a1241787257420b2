import { ConfigurationError } from "@ampoule/core";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signingKeys, subKey, type SigningKey } from "../../src/index.js";
import { secretName } from "../../src/keys/thumbprint.js";
import { only } from "./making.js";

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return String(error);
  }
  throw new Error("It was taken.");
}

describe("secrets", () => {
  const strong = () => randomBytes(48).toString("base64");

  test("A5 are as long as their hash; RSA has 2,048 bits", () => {
    const short: SigningKey[] = [
      { alg: "HS256", secret: randomBytes(31) },
      { alg: "HS384", secret: randomBytes(47) },
      { alg: "HS512", secret: randomBytes(63) },
      { alg: "RS256", key: generateKeyPairSync("rsa", { modulusLength: 1_024 }).privateKey },
    ];
    for (const key of short) expect(() => only(key)).toThrow(/signingKeys\(\)/);
  });

  test("A1, A2 unset, placeholder, short and published ones do not start", () => {
    const production = { NODE_ENV: "production" };
    expect(() => signingKeys({ environment: production })).toThrow("set SECRET_KEY");
    expect(() => signingKeys({ environment: { ...production, SECRET_KEY: "" } })).toThrow("set SECRET_KEY");
    const published = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7";
    for (const secret of ["short", "change-me-change-me-change-me-change-me", published, "a".repeat(64)]) {
      expect(() => signingKeys({ environment: { ...production, SECRET_KEY: secret } })).toThrow(ConfigurationError);
      expect(() => signingKeys({ environment: { SECRET_KEY: secret } })).toThrow(ConfigurationError);
    }
  });

  test("A5 a refusal does not tell the name of a key, which is made of its secret and would help to guess a weak one", () => {
    for (const weak of ["wonderland", "change-me-change-me-change-me-change-me"]) {
      const message = messageOf(() => only({ alg: "HS256", secret: weak }));
      expect(message).toContain("The HS256 key given to signingKeys() is");
      expect(message).not.toContain(secretName(weak));
      expect(messageOf(() => only({ alg: "HS256", secret: weak, kid: "november" }))).toContain('"november"');
    }
    expect(() => only({ alg: "HS256", secret: 7 } as never)).toThrow(ConfigurationError);
  });

  test("A9 SECRET_KEY and the names that others gave it are read; two that differ do not start", async () => {
    const secret = strong();
    for (const name of ["SECRET_KEY", "JWT_SECRET_KEY", "JWT_SECRET"]) {
      const keys = signingKeys({ environment: { NODE_ENV: "production", [name]: secret, JWT_SECRET: secret } });
      expect([keys.algorithms, keys.current]).toEqual([["HS256"], only({ alg: "HS256", secret }).current]);
    }
    expect(() => signingKeys({ environment: { SECRET_KEY: secret, JWT_SECRET: strong() } })).toThrow("SECRET_KEY and JWT_SECRET differ");
  });

  test("A3, A4 a development key is made once for a process, loudly, and never in production", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on("warning", listen);
    const [one, two] = [signingKeys({ environment: {} }), signingKeys({ environment: { NODE_ENV: "test" } })];
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listen);
    expect([one.current, one.algorithms]).toEqual([two.current, ["Ed25519"]]);
    expect(signingKeys().current).toBe(one.current);
    expect(warnings).toMatchObject([{ name: "AmpouleWarning", code: "AMPOULE_DEVELOPMENT_KEY" }]);
    expect(() => signingKeys({ environment: { NODE_ENV: "production" } })).toThrow(ConfigurationError);
  });

  test("A6 each purpose has a key of its own, the same on each start", () => {
    const root = strong();
    const keys = [subKey(root, "csrf"), subKey(root, "cookies"), new TextEncoder().encode(root)].map((key) =>
      Buffer.from(key).toString("hex"),
    );
    expect(new Set(keys).size).toBe(3);
    expect(subKey(root, "csrf")).toEqual(subKey(root, "csrf"));
    expect(subKey(root, "csrf")).toHaveLength(32);
    for (const [secret, purpose] of [
      ["short", "x"],
      [root, ""],
    ] as const)
      expect(() => subKey(secret, purpose)).toThrow(ConfigurationError);
  });
});
