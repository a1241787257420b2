import { bytesOf } from "../../http/base64.js";
import { sha256 } from "../digest/sha256.js";
import { publishedCount, publishedNumbers } from "./published-numbers.js";
import { risingNumbers } from "./rising-numbers.js";

/** As many numbers as there are for each published secret. A random one is looked for in two spellings: it passes for published once in 2^21, two million. */
const spacing = 2 ** 22;
let published: ReadonlySet<number> | undefined;

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

/** Whether a secret is known to others than its owner, in whichever spelling. */
export function isPublished(bytes: Uint8Array): boolean {
  published ??= new Set(risingNumbers(publishedNumbers, publishedCount));
  return spellings(bytes).some((spelling) => published?.has(numberOf(spelling, publishedCount)));
}

/** What a secret may have been published as: the text that it is, or the bytes that a text spells. */
export function spellings(bytes: Uint8Array): readonly string[] {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return [meant(binary), meant(btoa(binary))];
}

/** The same for each way to write the same bytes: in hexadecimal, or in base64 of either alphabet, padded or not. */
function meant(text: string): string {
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return text.replace(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  if (!/^[\w+/-]+=*$/.test(text)) return text;
  const digits = text.replace(/=/g, "").replace(/-/g, "+").replace(/_/g, "/");
  // One digit more than whole bytes take says nothing.
  return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}

/** Stands for a spelling among so many. */
export function numberOf(spelling: string, count: number): number {
  const digest = sha256(bytesOf(spelling));
  return Number.parseInt(digest.slice(0, 13), 16) % (count * spacing);
}
