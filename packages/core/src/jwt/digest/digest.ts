import { nodeCrypto } from "../platform/node-crypto.js";
import { sha256 } from "./sha256.js";

const utf8 = new TextEncoder();

/** The SHA-256 of a text's UTF-8, in hexadecimal: by Node's own cryptography where it can be had. It stands for a token where one is kept: nobody who reads it has the token. */
export function digestOf(text: string): string {
  return nodeCrypto?.hash("sha256", text, "hex") ?? sha256(utf8.encode(text));
}
