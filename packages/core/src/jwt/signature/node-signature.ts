import type { Awaitable } from "../../contract/provider.js";
import { isHmac, type Algorithm } from "../algorithm.js";
import { nodeBuffer, type NodeCrypto, type NodeKey, type NodeVerificationKey } from "../platform/node-crypto.js";
import { decodeBase64Url } from "../text/base64url.js";
import type { CompactToken } from "../text/compact.js";

/** A key, and the one algorithm that it is for. */
interface HeldKey {
  readonly alg: Algorithm;
  readonly held: NodeKey;
}

/** Bytes of an ECDSA signature: two numbers as long as the curve's (RFC 7518 section 3.4). */
const signatureSizes: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };
/** OpenSSL's name for EMSA-PSS. */
const pssPadding = 6;

/**
 * Whether this key signed this token, by Node's own cryptography.
 *
 * An HMAC takes two microseconds, and is computed at once. What takes longer goes to the thread pool, so that other requests go on meanwhile.
 */
export function isSignedOnNode(crypto: NodeCrypto, { text, signature }: CompactToken, { alg, held }: HeldKey): Awaitable<boolean> {
  const input = text.slice(0, -signature.length - 1);
  if (isHmac(alg)) return isMacOf(crypto, signature, crypto.createHmac(hashOf(alg), held).update(input).digest("base64url"));
  const bytes = decodeBase64Url(signature);
  const size = signatureSizes[alg];
  if (bytes === undefined || (size !== undefined && bytes.length !== size)) return false;
  return new Promise((resolve) => {
    const settle = (fault: unknown, isGood: boolean) => resolve(!fault && isGood === true);
    try {
      crypto.verify(alg.startsWith("Ed") ? null : hashOf(alg), asBytes(input), usedFor(alg, held), bytes, settle);
    } catch {
      resolve(false);
    }
  });
}

/** Bytes have one spelling in canonical base64url, so that texts are compared: in a time that says nothing of where they differ. */
function isMacOf(crypto: NodeCrypto, signature: string, expected: string): boolean {
  return signature.length === expected.length && crypto.timingSafeEqual(asBytes(signature), asBytes(expected));
}

function hashOf(alg: Algorithm): string {
  return `sha${alg.slice(2)}`;
}

function usedFor(alg: Algorithm, key: NodeKey): NodeVerificationKey {
  if (alg.startsWith("ES")) return { key, dsaEncoding: "ieee-p1363" };
  return alg.startsWith("PS") ? { key, padding: pssPadding, saltLength: Number(alg.slice(2)) / 8 } : { key };
}

function asBytes(text: string): Uint8Array {
  return nodeBuffer?.from(text, "latin1") ?? new TextEncoder().encode(text);
}
