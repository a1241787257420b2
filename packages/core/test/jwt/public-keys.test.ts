import { createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey, type webcrypto } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyRing, type LocalKey, type LocalKeys } from "../../src/jwt/index.js";
import { refused } from "./refused.js";
import { mint, pairOf, verdict, verifierOf } from "./tokens.js";

const { jwk: ec } = await pairOf("ES256");
const { jwk: rsa } = await pairOf("RS256");
const { jwk: okp } = await pairOf("EdDSA");

/** The JWK of an RSA key with this modulus and exponent. */
const rsaJwk = (n: string | Uint8Array, e: string | number[]) => ({
  kty: "RSA",
  n: Buffer.from(n).toString("base64url"),
  e: typeof e === "string" ? e : Buffer.from(e).toString("base64url"),
});
const small = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey.export({ format: "jwk" });
const almost = generateKeyPairSync("rsa", { modulusLength: 2_040 }).publicKey.export({ format: "jwk" });
const privateJwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey.export({ format: "jwk" });
const x25519 = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });
const modulus = Buffer.from(rsa.n ?? "", "base64url");
const without = (jwk: object, name: string) => Object.fromEntries(Object.entries(jwk).filter(([member]) => member !== name));

/** A modulus as the broken generator makes them. */
function rocaModulus(): Buffer {
  const primes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157].map(BigInt);
  const product = primes.reduce((whole, prime) => whole * prime, 1n);
  // 1 is a power of 65,537 whatever the prime; twice the product keeps it odd.
  const n = (1n << 2_047n) - ((1n << 2_047n) % (2n * product)) + 2n * product + 1n;
  return Buffer.from(n.toString(16), "hex");
}

describe("public keys", () => {
  test.each<[string, string, object, RegExp]>([
    ["S-115 CVE-2022-23539 1,024 bits", "RS256", small, /1024 bits/],
    ["S-115 2,040 bits", "RS256", almost, /2040 bits/],
    [
      "S-115 2,048 bits, of which eight are zeros in front",
      "RS256",
      rsaJwk(Buffer.concat([Buffer.alloc(1), modulus.subarray(1)]), "AQAB"),
      /20[34]\d bits/,
    ],
    ["S-115 more than is worth its price", "RS256", rsaJwk(Buffer.alloc(1_025, 0xff), "AQAB"), /8,192/],
    ["S-115 J16 exponent 1", "RS256", rsaJwk(modulus, [1]), /exponent/],
    ["S-115 exponent 3", "PS256", rsaJwk(modulus, [3]), /exponent/],
    ["S-115 an even exponent", "RS256", rsaJwk(modulus, [1, 0, 2]), /exponent/],
    ["S-115 an exponent that is too long", "RS256", rsaJwk(modulus, [1, 0, 0, 0, 1]), /exponent/],
    ["no modulus", "RS256", without(rsa, "n"), /modulus/],
    ["a modulus of zeros", "RS256", rsaJwk(Buffer.alloc(256), "AQAB"), /modulus/],
    ["a modulus that is not base64url", "RS256", { ...rsa, n: `${rsa.n}=` }, /modulus/],
    ["S-110 ES256 with P-384", "ES256", p384, /not for ES256/],
    ["S-110 ES384 with P-256", "ES384", ec, /not for ES384/],
    ["ES256 with RSA", "ES256", rsa, /not for ES256/],
    ["RS256 with EC", "RS256", ec, /not for RS256/],
    ["EdDSA with X25519", "EdDSA", x25519, /not for EdDSA/],
    ["EdDSA with EC", "EdDSA", ec, /not for EdDSA/],
    ["coordinates that are too short", "ES256", { ...ec, x: "AAAA" }, /coordinates/],
    ["coordinates that are too long", "EdDSA", { ...okp, x: `${okp.x}AA` }, /coordinates/],
    ["no y", "ES256", without(ec, "y"), /coordinates/],
    ["a private key", "ES256", privateJwk, /private key/],
    ["a secret", "RS256", { kty: "oct", k: "AAAA" }, /secret/],
    ["S-119 use enc", "ES256", { ...ec, use: "enc" }, /use/],
    ["S-119 key_ops without verify", "ES256", { ...ec, key_ops: ["encrypt"] }, /key_ops/],
    ["S-119 key_ops that are no list", "ES256", { ...ec, key_ops: "verify" }, /key_ops/],
    ["another algorithm of its own", "RS256", { ...rsa, alg: "PS256" }, /"PS256"/],
    ["nothing", "RS256", {}, /not for RS256/],
  ])("%s: refused", (_, alg, jwk, message) => {
    expect(refused(() => keyRing([{ alg, jwk } as LocalKey] as LocalKeys))).toMatch(message);
  });

  test.each([undefined, null, "text", [], 1])("a JWK that is %j is refused", (jwk) => {
    expect(refused(() => keyRing([{ alg: "RS256", jwk } as never]))).toMatch(/needs a jwk/);
  });

  test("S-115 CVE-2017-15361 a ROCA modulus is refused, a hundred others are not", () => {
    const roca = rocaModulus();
    expect(refused(() => keyRing([{ alg: "RS256", jwk: rsaJwk(roca, "AQAB") }]))).toMatch(/ROCA/);
    for (let round = 0; round < 100; round += 1) {
      const random = randomBytes(256);
      random[0] = 0xff;
      expect(() => keyRing([{ alg: "RS256", jwk: rsaJwk(random, "AQAB") }])).not.toThrow();
    }
  });

  test("a point that is not on its curve is found when the key is used: an error, and nobody gets in", async () => {
    const verifier = verifierOf([{ alg: "ES256", jwk: { ...ec, x: Buffer.alloc(32, 1).toString("base64url") } }]);
    await expect(verdict(verifier, await mint(await pairOf("ES256")))).rejects.toThrow(/keys/);
  });

  test("use sig and key_ops verify are accepted", async () => {
    const pair = await pairOf("ES256");
    const jwk = { ...pair.jwk, use: "sig", key_ops: ["verify"], alg: "ES256" };
    expect(await verdict(verifierOf([{ alg: "ES256", jwk }]), await mint(pair))).toBe("granted");
  });
});

describe("keys that WebCrypto holds", () => {
  test("S-115 a ROCA key is found when it is used: an error, and nobody gets in", async () => {
    const jwk = { kty: "RSA", n: rocaModulus().toString("base64url"), e: "AQAB" };
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["verify"]);
    await expect(verdict(verifierOf([{ alg: "RS256", key }]), await mint(await pairOf("RS256")))).rejects.toThrow(/ROCA/);
  });

  test.each(["HS256", "RS256", "PS384", "ES512", "EdDSA"] as const)("%s is accepted", async (alg) => {
    const pair = await pairOf(alg);
    expect(await verdict(verifierOf([{ alg, key: pair.key }] as LocalKeys), await mint(pair))).toBe("granted");
  });

  test("weak and unfit ones are refused", async () => {
    const made = async (parameters: object, usages: readonly KeyUsage[] = ["sign", "verify"]) =>
      (await crypto.subtle.generateKey(parameters as RsaHashedKeyGenParams, true, usages)) as webcrypto.CryptoKeyPair;
    const rsaParameters = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };
    const weak = await made({ ...rsaParameters, modulusLength: 1_024 });
    const three = await made({ ...rsaParameters, modulusLength: 2_048, publicExponent: new Uint8Array([3]) });
    const fit = await made({ name: "ECDSA", namedCurve: "P-256" });
    const short = await crypto.subtle.importKey("raw", randomBytes(16), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    const signs = await crypto.subtle.importKey("raw", randomBytes(64), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const other = await crypto.subtle.importKey("raw", randomBytes(64), { name: "HMAC", hash: "SHA-512" }, false, ["verify"]);
    const expected: readonly [string, unknown, RegExp][] = [
      ["RS256", weak.publicKey, /1024 bits/],
      ["RS256", three.publicKey, /exponent/],
      ["ES256", fit.privateKey, /private key/],
      ["ES384", fit.publicKey, /not for ES384/],
      ["RS256", fit.publicKey, /not for RS256/],
      ["HS256", short, /shorter/],
      ["HS256", signs, /"verify"/],
      ["HS256", other, /not for HS256/],
      ["HS256", fit.publicKey, /not for HS256/],
      ["ES256", createPublicKey({ key: ec as JsonWebKey, format: "jwk" }), /no CryptoKey/],
      ["ES256", undefined, /no CryptoKey/],
    ];
    for (const [alg, key, message] of expected) expect(refused(() => keyRing([{ alg, key } as never]))).toMatch(message);
  });
});
