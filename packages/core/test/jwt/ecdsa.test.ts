import { generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { asn1Signature } from "../../src/jwt/signature/ecdsa.js";

const curves = [
  ["ES256", "P-256", 32],
  ["ES384", "P-384", 48],
  ["ES512", "P-521", 66],
] as const;
const data = Buffer.from("what is signed");

describe("S-329 ECDSA signatures in the form of ASN.1", () => {
  test.each(curves)("%s: all are still good, also with numbers that begin with zeros", { timeout: 60_000 }, (alg, namedCurve, size) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
    const hash = `sha${alg.slice(2)}`;
    const startsWithZero = [0, size].map(() => false);
    for (let count = 0; count < 50 || startsWithZero.includes(false); count += 1) {
      const signature = sign(hash, data, { key: privateKey, dsaEncoding: "ieee-p1363" });
      for (const [index, start] of [0, size].entries()) startsWithZero[index] ||= signature[start] === 0;
      const made = asn1Signature(signature, alg);
      expect(made && verify(hash, data, publicKey, made), signature.toString("hex")).toBe(true);
    }
  });

  test("numbers are as short as they can be, and never negative", () => {
    const [none, one, high] = [new Uint8Array(32), new Uint8Array(32), new Uint8Array(32).fill(0xff)];
    one[31] = 1;
    expect(asn1Signature(Buffer.concat([none, one]), "ES256")).toEqual(Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 1));
    expect(asn1Signature(Buffer.concat([high, one]), "ES256")).toEqual(Uint8Array.of(0x30, 38, 2, 33, 0, ...high, 2, 1, 1));
  });

  test("two long numbers of P-521 have a length of two bytes", () => {
    const bytes = new Uint8Array(132).fill(1);
    expect(asn1Signature(bytes, "ES512")?.subarray(0, 5)).toEqual(Uint8Array.of(0x30, 0x81, 136, 2, 66));
    expect(asn1Signature(bytes, "ES512")).toHaveLength(139);
  });

  test.each([0, 63, 65, 70, 72, 96, 132])("%i bytes are none of P-256", (length) => {
    expect(asn1Signature(new Uint8Array(length), "ES256")).toBeUndefined();
  });
});
