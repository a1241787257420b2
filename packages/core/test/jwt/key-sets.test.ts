import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { KeySource } from "../../src/jwt/index.js";
import { json, keyServer, published } from "./key-server.js";
import { mint, newPair, pairOf, verdict, verifierOf, type Verifier } from "./tokens.js";

const [one, two] = [await pairOf("ES256", "one"), await pairOf("ES256", "two")];
const algorithms = ["ES256", "RS256"] as const;
const verifierFrom = (keys: KeySource, options: object = {}): Verifier => verifierOf([], { keys, algorithms, ...options });

const weak = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey.export({ format: "jwk" });
const secret = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });

describe("which keys of a set are used", () => {
  const hint = { alg: "ES256", kid: "one" } as const;

  test.each<[string, object]>([
    ["S-119 use enc", published(one, { use: "enc" })],
    ["S-119 use that is no text", published(one, { use: ["sig"] })],
    ["S-119 key_ops without verify", published(one, { key_ops: ["encrypt"] })],
    ["S-119 key_ops that are no list", published(one, { key_ops: "verify" })],
    ["another algorithm", published(one, { alg: "ES384" })],
    ["an algorithm for encryption", published(one, { alg: "ECDH-ES" })],
    ["S-120 an HMAC algorithm", published(one, { alg: "HS256" })],
    ["an algorithm that is no text", published(one, { alg: 1 })],
    ["S-117 a private key", { ...secret, kid: "one", alg: "ES256" }],
    ["S-117 Wycheproof MixedKeySet, a secret", { kty: "oct", k: "A".repeat(43), kid: "one", alg: "HS256" }],
    ["a secret that calls itself a public key", published(one, { k: "A".repeat(43) })],
    ["S-115 a weak key", { ...weak, kid: "one", alg: "RS256" }],
    ["another curve", published(one, { crv: "P-384" })],
    ["no curve", published(one, { crv: undefined })],
    ["a type that is not known", published(one, { kty: "XYZ" })],
    ["a point that is not on the curve", published(one, { x: Buffer.alloc(32, 1).toString("base64url") })],
    ["a kid that is no text", published(one, { kid: 1 })],
  ])("%s: left out, and the others serve", async (_, jwk) => {
    const server = await keyServer(jwk, published(two));
    const source = server.source();
    for (const alg of ["ES256", "RS256", "HS256", "ES384"] as const) expect(await source.find({ alg, kid: "one" })).toEqual([]);
    expect(await source.find({ alg: "ES256", kid: "two" })).toHaveLength(1);
    const alone = await keyServer(jwk);
    await expect(alone.source().find(hint)).rejects.toThrow(/of its 1 keys none can be used/);
  });

  test("S-118 Wycheproof DuplicateKid: of two keys with one name neither is used; the same key twice is one too many as well", async () => {
    const twin = await newPair("ES256", "one");
    const server = await keyServer(published(one), published(twin), published(two));
    const source = server.source();
    expect(await source.find(hint)).toEqual([]);
    expect(await source.find({ alg: "ES256", kid: "two" })).toHaveLength(1);
  });

  test("S-118 two keys with one name and different algorithms are told apart", async () => {
    const rsa = await newPair("RS256", "one");
    const source = (await keyServer(published(one), published(rsa))).source();
    expect(await source.find(hint)).toHaveLength(1);
    expect(await source.find({ alg: "RS256", kid: "one" })).toHaveLength(1);
  });

  test("S-076 a token without a kid may mean any key of its algorithm; one with a kid never a key without", async () => {
    const source = (await keyServer(published(one), published(two), published(await pairOf("EdDSA")))).source();
    expect(await source.find({ alg: "ES256", kid: undefined })).toHaveLength(2);
    expect(await source.find({ alg: "EdDSA", kid: "x" })).toEqual([]);
    expect(await source.find({ alg: "Ed25519", kid: undefined })).toHaveLength(1);
  });

  test("S-120 a key without an algorithm is for what the configuration says, whatever a token says", async () => {
    const rsa = await pairOf("RS256", "rsa");
    const bare = { ...rsa.jwk, kid: "rsa" };
    const server = await keyServer(bare);
    const usual = server.source();
    expect(await usual.find({ alg: "RS256", kid: "rsa" })).toHaveLength(1);
    for (const alg of ["RS384", "RS512", "PS256", "HS256", "ES256"] as const) expect(await usual.find({ alg, kid: "rsa" })).toEqual([]);
    const chosen = server.source({ algorithms: ["ES256", "PS256", "RS256"] });
    expect(await chosen.find({ alg: "PS256", kid: "rsa" })).toHaveLength(1);
    expect(await chosen.find({ alg: "RS256", kid: "rsa" })).toEqual([]);
    await expect(server.source({ algorithms: ["ES256"] }).find({ alg: "RS256", kid: "rsa" })).rejects.toThrow(/not for ES256/);
    await expect(server.source({ algorithms: [] }).find({ alg: "RS256", kid: "rsa" })).rejects.toThrow(/no algorithm/);
  });

  test.each(["PS256", "RS512", "ES384", "ES512", "EdDSA", "Ed25519"] as const)("%s keys are used", async (alg) => {
    const pair = await pairOf(alg, "k");
    const server = await keyServer(published(pair));
    expect(await verdict(verifierFrom(server.source(), { algorithms: [alg] }), await mint(pair))).toBe("granted");
  });

  test("a set as application/jwk-set+json, in a large charset of parameters, is taken", async () => {
    const server = await keyServer();
    server.answer = json({ keys: [published(one)] }, "Application/JWK-Set+JSON; charset=utf-8");
    expect(await server.source().find(hint)).toHaveLength(1);
  });
});
