import { describe, expect, test } from "vitest";
import type { Algorithm, VerificationKey } from "../../src/jwt/key-source.js";
import { checkLocalKey, loadKey, type LocalKey } from "../../src/jwt/keys/local-key.js";
import { nodeCrypto } from "../../src/jwt/platform/node-crypto.js";
import { nodeKeyOf } from "../../src/jwt/signature/node-keys.js";
import { isSignedOnNode } from "../../src/jwt/signature/node-signature.js";
import { isSignedBy } from "../../src/jwt/signature/signature.js";
import { isSignedOnWeb } from "../../src/jwt/signature/web-signature.js";
import type { CompactToken } from "../../src/jwt/text/compact.js";
import { localKeys, mint, newPair, pairOf, verdict, verifierOf } from "./tokens.js";
import { hasVectors } from "./vectors/folder.js";

const algorithms: readonly Algorithm[] = [
  "HS256",
  "HS384",
  "HS512",
  "RS256",
  "RS512",
  "PS256",
  "PS384",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
];
/** Signatures over the larger curves take so long that they get fewer: together, a hundred thousand. */
const rounds = (alg: Algorithm): number => (hasVectors ? (/^ES(?:384|512)$/.test(alg) ? 2_000 : 11_000) : 200);

/** Made up, but the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function partsOf(text: string, alg: Algorithm): CompactToken {
  const [, payload = "", signature = ""] = text.split(".");
  return { text, payload, signature, header: { alg, kid: undefined, typ: undefined } };
}

/** A token whose payload or signature was changed; both are still the only spelling of their bytes. */
function changed(token: string, other: string, below: (below: number) => number): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  const at = below(bytes.length);
  const signedBy = (made: Uint8Array) => `${header}.${payload}.${Buffer.from(made).toString("base64url")}`;
  switch (below(9)) {
    case 0:
      return token;
    case 1:
      return signedBy(bytes.map((byte, index) => (index === at ? byte ^ (1 << below(8)) : byte)));
    case 2:
      return signedBy(bytes.subarray(0, Math.max(1, at)));
    case 3:
      return signedBy(Buffer.concat([bytes, Buffer.alloc(1 + below(3))]));
    case 4:
      return signedBy(Buffer.concat([Buffer.alloc(1), bytes]));
    case 5:
      return signedBy(bytes.map((byte, index) => (index < bytes.length / 2 === below(2) < 1 ? 0 : byte)));
    case 6:
      return signedBy(Buffer.concat([bytes.subarray(bytes.length / 2), bytes.subarray(0, bytes.length / 2)]));
    case 7:
      return `${header}.${other.split(".")[1]}.${signature}`;
    default:
      return `${header}.${payload}.${other.split(".")[2]}`;
  }
}

async function verificationKey(alg: Algorithm): Promise<VerificationKey> {
  return loadKey(checkLocalKey(localKeys(await pairOf(alg))[0] as LocalKey));
}

describe("S-329 a signature is checked by Node's own cryptography as by jose on WebCrypto", () => {
  test.each(algorithms.filter((alg) => !alg.startsWith("PS")).map((alg) => [alg, rounds(alg)] as const))(
    "%s: %i changed tokens",
    { timeout: 120_000 },
    async (alg, count) => {
      const [pair, key] = [await pairOf(alg), await verificationKey(alg)];
      const held = nodeCrypto && nodeKeyOf(nodeCrypto, key);
      if (nodeCrypto === undefined || held === undefined) throw new Error("not on Node");
      const [token, other] = [await mint(pair), await mint(pair, { sub: "mallory" })];
      const below = numbers(alg.charCodeAt(0) * 1_000 + alg.charCodeAt(3));
      let good = 0;
      for (let round = 0; round < count; round += 1) {
        const parts = partsOf(changed(token, other, below), alg);
        const [ours, theirs] = [await isSignedOnNode(nodeCrypto, parts, { alg, held }), await isSignedOnWeb(parts, key)];
        expect(ours, parts.text).toBe(theirs);
        good += ours ? 1 : 0;
      }
      expect(good).toBeGreaterThan(count / 20);
      expect(good).toBeLessThan(count / 2);
    },
  );

  test.each(algorithms)("%s: another key's token is refused by both", async (alg) => {
    const key = await verificationKey(alg);
    const parts = partsOf(await mint(await newPair(alg)), alg);
    expect(await isSignedBy(parts, key)).toBe(false);
    expect(await isSignedOnWeb(parts, key)).toBe(false);
  });
});

describe("which of the two checks", () => {
  test("an HMAC is computed at once", async () => {
    const key = await verificationKey("HS256");
    expect(isSignedBy(partsOf(await mint(await pairOf("HS256")), "HS256"), key)).toBe(true);
  });

  test.each(["PS256", "PS384"] as const)(
    "%s is left to WebCrypto, since Node would read its options for longer than that takes",
    async (alg) => {
      const key = await verificationKey(alg);
      expect(nodeCrypto && nodeKeyOf(nodeCrypto, key)).toBeUndefined();
      expect(await isSignedBy(partsOf(await mint(await pairOf(alg)), alg), key)).toBe(true);
    },
  );

  test("a CryptoKey that may not be taken out of WebCrypto is left there", async () => {
    const secret = new Uint8Array(32).map((_, index) => index * 7);
    const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
    const sign = async (input: string) => new Uint8Array(await crypto.subtle.sign("HMAC", key, Buffer.from(input)));
    const token = await mint({ ...(await pairOf("HS256")), sign });
    const verification: VerificationKey = { kid: undefined, alg: "HS256", key };
    expect(isSignedBy(partsOf(token, "HS256"), verification)).toBeInstanceOf(Promise);
    expect(await isSignedBy(partsOf(token, "HS256"), verification)).toBe(true);
    expect(await verdict(verifierOf([{ alg: "HS256", key }]), token)).toBe("granted");
  });
});
