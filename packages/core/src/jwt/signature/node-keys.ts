import type { VerificationKey } from "../key-source.js";
import { nodeCrypto, type NodeCrypto, type NodeKey } from "../platform/node-crypto.js";

const held = new WeakMap<CryptoKey, NodeKey>();

/** Keeps a secret as Node's own cryptography wants it, beside the `CryptoKey` that was made of it: that one does not give it away any more. */
export function keepSecret(key: CryptoKey, bytes: Uint8Array): CryptoKey {
  if (nodeCrypto !== undefined) held.set(key, nodeCrypto.createSecretKey(bytes));
  return key;
}

/**
 * The same key as Node's own cryptography wants it; `undefined` for one that may not be taken out of WebCrypto, and for RSA-PSS, which Node needs options for:
 * reading those costs it more than WebCrypto's way.
 */
export function nodeKeyOf(crypto: NodeCrypto, { alg, key }: Pick<VerificationKey, "alg" | "key">): NodeKey | undefined {
  const known = held.get(key);
  if (known !== undefined || !key.extractable || alg.startsWith("PS")) return known;
  const made = crypto.KeyObject.from(key);
  held.set(key, made);
  return made;
}
