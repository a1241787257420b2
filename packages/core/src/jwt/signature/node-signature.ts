import { isHmac, type Algorithm } from "../algorithm.js";
import { nodeBuffer, type NodeCrypto, type NodeKey } from "../platform/node-crypto.js";
import { decodeBase64Url } from "../text/base64url.js";
import type { CompactToken } from "../text/compact.js";
import { asn1Signature } from "./ecdsa.js";

/** A key, and the one algorithm that it is for. */
interface HeldKey {
  readonly alg: Algorithm;
  readonly held: NodeKey;
}

/**
 * Whether this key signed this token, by Node's own cryptography.
 *
 * An HMAC takes two microseconds, and is computed at once. What takes longer goes to the thread pool, so that other requests go on meanwhile.
 */
export function isSignedOnNode(crypto: NodeCrypto, { text, signature }: CompactToken, { alg, held }: HeldKey): boolean | Promise<boolean> {
  const input = text.slice(0, -signature.length - 1);
  if (isHmac(alg)) return isMacOf(crypto, signature, crypto.createHmac(hashOf(alg), held).update(input).digest("base64url"));
  const bytes = signatureBytes(signature, alg);
  if (bytes === undefined) return false;
  return new Promise((resolve) => {
    const settle = (fault: unknown, isGood: boolean) => resolve(!fault && isGood === true);
    try {
      // The key by itself: an object of options around it costs Node two errors that it throws and catches, 30 to 60 microseconds.
      crypto.verify(alg.startsWith("Ed") ? null : hashOf(alg), asBytes(input), held, bytes, settle);
    } catch {
      resolve(false);
    }
  });
}

/** Bytes have one spelling in canonical base64url, so that texts are compared: in a time that says nothing of where they differ. */
function isMacOf(crypto: NodeCrypto, signature: string, expected: string): boolean {
  return signature.length === expected.length && crypto.timingSafeEqual(asBytes(signature), asBytes(expected));
}

/** A signature as Node takes it without options. */
function signatureBytes(signature: string, alg: Algorithm): Uint8Array | undefined {
  const bytes = decodeBase64Url(signature);
  return bytes !== undefined && alg.startsWith("ES") ? asn1Signature(bytes, alg) : bytes;
}

function hashOf(alg: Algorithm): string {
  return `sha${alg.slice(2)}`;
}

function asBytes(text: string): Uint8Array {
  return nodeBuffer?.from(text, "latin1") ?? new TextEncoder().encode(text);
}
