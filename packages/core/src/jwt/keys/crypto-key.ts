import { isHmac, type Algorithm } from "../algorithm.js";

/** What a `CryptoKey` says of itself, whatever it is for (Web Cryptography, sections 20 to 30). */
interface OwnParameters {
  readonly name: string;
  readonly hash?: { readonly name: string };
  readonly namedCurve?: string;
  /** Bits of a secret. */
  readonly length?: number;
  readonly modulusLength?: number;
  readonly publicExponent?: Uint8Array;
}

const families = { HS: "HMAC", RS: "RSASSA-PKCS1-v1_5", PS: "RSA-PSS", ES: "ECDSA", Ed: "Ed25519" } as const;
const curves: Readonly<Record<string, string>> = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/** What WebCrypto calls the algorithm, its hash and its curve. */
export function parametersOf(alg: Algorithm): { name: string; hash: string | undefined; namedCurve: string | undefined } {
  const name = families[alg.slice(0, 2) as keyof typeof families];
  const hash = name === "ECDSA" || name === "Ed25519" ? undefined : `SHA-${alg.slice(2)}`;
  return { name, hash, namedCurve: curves[alg] };
}

/** Why a `CryptoKey` must not check signatures of this algorithm; `undefined` where it may. */
export function cryptoKeyFault(key: unknown, alg: Algorithm): string | undefined {
  if (!isCryptoKey(key)) return "is no CryptoKey";
  const { name, hash, namedCurve } = parametersOf(alg);
  const own: OwnParameters = key.algorithm;
  if (own.name !== name || own.hash?.name !== hash || own.namedCurve !== namedCurve) return `is not for ${alg}`;
  if (key.type !== (isHmac(alg) ? "secret" : "public")) return "is a private key: hand in its public one";
  if (!key.usages.includes("verify")) return 'may not be used to "verify"';
  if (own.publicExponent) return rsaFault(own.modulusLength ?? 0, own.publicExponent);
  return isHmac(alg) && (own.length ?? 0) < Number(alg.slice(2)) ? `is shorter than the ${alg.slice(2)} bits that ${alg} needs` : undefined;
}

/** By its tag: one of another realm is none of this realm's class. */
function isCryptoKey(value: unknown): value is CryptoKey {
  return Object.prototype.toString.call(value) === "[object CryptoKey]";
}

/** Why an RSA key of this size, in bits, and public exponent is weak (RFC 7518 section 3.3, FIPS 186-5 section A.1.1). */
export function rsaFault(size: number, exponent: Uint8Array): string | undefined {
  if (size < 2_048) return `has a modulus of ${size} bits, and needs 2,048`;
  if (size > 8_192) return `has a modulus of ${size} bits: over 8,192 a verification costs too much`;
  const e = exponent.reduce((value, byte) => value * 256 + byte, 0);
  return e < 65_537 || e % 2 === 0 || e > 0xff_ff_ff_ff ? "has an unsafe public exponent" : undefined;
}
