import { ConfigurationError } from "@ampoule/core";
import type { PublicAlgorithm, PublicJwk } from "@ampoule/core/jwt";
import { decodeProtectedHeader } from "jose";
import { generateKeyPairSync, webcrypto, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signingKeys, type SigningKey } from "../../src/index.js";
import { thumbprint } from "../../src/keys/thumbprint.js";
import { faultOf, issuing, signedIn } from "../tokens/issuing.js";
import { ed, made, only, publicOf, secret } from "./making.js";

describe("algorithms", () => {
  const all: PublicAlgorithm[] = ["EdDSA", "Ed25519", "ES256", "ES384", "ES512", "RS256", "RS512", "PS256", "PS384"];
  test.each(all)("S-133 %s signs what jwt() verifies, with a kid", async (alg) => {
    const to = issuing({ keys: only({ alg, key: made(alg) }) });
    const { accessToken } = await signedIn(to);
    expect(decodeProtectedHeader(accessToken)).toEqual({ alg, typ: "at+jwt", kid: to.keys.current });
    expect(await faultOf(to, accessToken)).toBeUndefined();
  });

  test.each(["HS256", "HS384", "HS512"] as const)("%s signs with a secret", async (alg) => {
    const to = issuing({ keys: only({ alg, secret: secret() }) });
    expect(await faultOf(to, (await signedIn(to)).accessToken)).toBeUndefined();
    expect(to.keys.jwks()).toEqual({ keys: [] });
    expect(to.keys.current).toHaveLength(22);
  });

  test("takes a key as PEM, JWK, KeyObject or CryptoKey, all by one name", async () => {
    const key = made("ES256");
    const jwk = key.export({ format: "jwk" }) as PublicJwk & { d: string };
    const imported = await webcrypto.subtle.importKey("jwk", { ...jwk, key_ops: ["sign"] }, { name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
    ]);
    const forms: SigningKey[] = [
      { alg: "ES256", key },
      { alg: "ES256", key: key.export({ type: "pkcs8", format: "pem" }).toString() },
      { alg: "ES256", jwk },
      { alg: "ES256", key: imported },
    ];
    expect(new Set(forms.map((form) => only(form).current)).size).toBe(1);
    for (const form of forms) {
      const to = issuing({ keys: only(form) });
      expect(await faultOf(to, (await signedIn(to)).accessToken)).toBeUndefined();
    }
    const hidden = (await webcrypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
    expect(() => only({ alg: "Ed25519", key: hidden.privateKey })).toThrow("does not tell its public part");
    expect(only({ alg: "ES256", jwk: { ...jwk, kid: "own" } }).current).toBe("own");
    expect(only({ alg: "ES256", kid: "given", jwk: { ...jwk, kid: "own" } }).current).toBe("given");
  });

  test("S-132 a key's name is its thumbprint", () => {
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    expect(thumbprint({ kty: "RSA", n, e: "AQAB", alg: "RS256", kid: "2011-04-29" })).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  });

  test("S-160 no key is for none, or for what it is not", () => {
    const wrong: unknown[] = [
      { alg: "none", key: made("Ed25519") },
      { alg: "none", secret: secret() },
      { alg: "HS256", key: made("Ed25519") },
      { alg: "RS256", key: made("ES256") },
      { alg: "ES256", key: made("ES384") },
      { alg: "RS256", secret: secret() },
      { alg: "Ed25519" },
      { alg: "Ed25519", key: "no PEM" },
      { alg: "Ed25519", jwk: {} },
      { alg: "Ed25519", jwk: { ...publicOf(made("Ed25519")) } },
      { alg: "oct", jwk: { kty: "oct", k: "x" }, sign: () => undefined },
      { alg: "Ed25519", sign: () => undefined },
      undefined,
      null,
    ];
    for (const key of wrong) expect(() => only(key as SigningKey)).toThrow(ConfigurationError);
    expect(() => only({ alg: "Ed25519", key: createPublicOnly() })).toThrow("is no private key");
    expect(() => signingKeys({ keys: [] as never })).toThrow("no key");
    expect(() => signingKeys({ keys: [ed()], overlap: -1 })).toThrow("overlap");
  });
});

function createPublicOnly(): KeyObject {
  return generateKeyPairSync("ed25519").publicKey;
}
