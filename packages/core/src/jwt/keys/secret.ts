import type { HmacAlgorithm } from "../algorithm.js";
import { isPlaceholder, isPublished } from "./published-secrets.js";
import { parametersOf } from "./crypto-key.js";
import { keepSecret } from "../signature/node-keys.js";

const utf8 = new TextEncoder();

/** The bytes of a secret. Text means its UTF-8, whatever it looks like: hexadecimal or base64 is not decoded. */
export function secretBytes(secret: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof secret === "string" ? utf8.encode(secret) : new Uint8Array(secret);
}

/** Why a secret must not be used; `undefined` where it may. */
export function secretFault(bytes: Uint8Array, alg: HmacAlgorithm): string | undefined {
  return shortSecretFault(bytes, alg) ?? knownSecretFault(bytes);
}

/** A secret has at least as many bits as the hash (RFC 7518 section 3.2). */
export function shortSecretFault(bytes: Uint8Array, alg: HmacAlgorithm): string | undefined {
  const needed = Number(alg.slice(2)) / 8;
  return bytes.length < needed ? `is ${bytes.length} bytes long: ${alg} needs ${needed} random ones` : undefined;
}

function knownSecretFault(bytes: Uint8Array): string | undefined {
  if (isPlaceholder(bytes)) return "is a placeholder: make a secret of random bytes";
  return isPublished(bytes) ? "is a published secret: make one of random bytes" : undefined;
}

export async function importSecret(bytes: Uint8Array<ArrayBuffer>, alg: HmacAlgorithm): Promise<CryptoKey> {
  const { name, hash = "" } = parametersOf(alg);
  return keepSecret(await crypto.subtle.importKey("raw", bytes, { name, hash }, false, ["verify"]), bytes);
}
