import { bytesOf } from "../../http/base64.js";
import { nodeBuffer } from "../platform/node-crypto.js";

const alphabet = /^[\w-]*$/;
/** Last characters whose spare bits are zero, where two or three are left over from whole groups of four. */
const lastOf = { 2: "AQgw", 3: "AEIMQUYcgkosw048" } as const;

/** Whether text is base64url as RFC 7515 section 2 has it (no padding, nothing else), and the only spelling of its bytes. */
export function isBase64Url(text: string): boolean {
  return alphabet.test(text) && hasOneSpelling(text);
}

/** Whether text in that alphabet is the only spelling of its bytes: nothing is left of a group but what its bytes need (RFC 4648 section 3.5). */
export function hasOneSpelling(text: string): boolean {
  const left = text.length % 4;
  if (left === 0) return true;
  return left !== 1 && lastOf[left as 2 | 3].includes(text.charAt(text.length - 1));
}

/** Decodes base64url, or gives `undefined` for what {@link isBase64Url} refuses. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  return isBase64Url(text) ? decodeChecked(text) : undefined;
}

/** Decodes what was looked at before. */
export function decodeChecked(text: string): Uint8Array<ArrayBuffer> {
  return nodeBuffer?.from(text, "base64url") ?? bytesOf(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
}
