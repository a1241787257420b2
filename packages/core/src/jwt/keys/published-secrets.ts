import { sha256 } from "../digest/sha256.js";
import { publishedDigests } from "./published-digests.js";

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Base64url digits of a digest that are kept of each published secret: a random one passes for published once in 2^25. */
const kept = 6;
const published: ReadonlySet<string> = new Set(publishedDigests.flatMap((line) => line.match(/.{6}/g) ?? []));

/** What stands where a secret should be put. */
const placeholder =
  /change.?(?:me|this|it)|replace.?(?:me|this)|your.{0,20}(?:secret|key)|(?:my|super|top|jwt|app|test|dev).?secret|secret.?key|placeholder|example|password|insecure|at.least.\d+.(?:bit|byte|char)/i;
/** Random bytes, also when written in hexadecimal, have more different ones than this. */
const fewest = 8;
const latin1 = new TextDecoder("latin1");

/** Whether a secret was never one: words that stand for it, or hardly different bytes. */
export function isPlaceholder(bytes: Uint8Array): boolean {
  return new Set(bytes).size < fewest || placeholder.test(latin1.decode(bytes));
}

/** Whether a secret is known to others than its owner. */
export function isPublished(bytes: Uint8Array): boolean {
  return published.has(beginning(sha256(bytes)));
}

/** The first digits of a hexadecimal digest, in base64url. */
function beginning(digest: string): string {
  const bits = Number.parseInt(digest.slice(0, (kept * 6) / 4), 16);
  return Array.from({ length: kept }, (_, index) => digits[Math.floor(bits / 64 ** (kept - 1 - index)) % 64]).join("");
}
