import { createHash, randomBytes } from "node:crypto";

/** The parts of a code that was sent. */
export interface CodeText {
  readonly id: string;
  /** The SHA-256 of its secret part: 256 random bits need no slower hash. */
  readonly digest: string;
}

const idLength = 22;
const form = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

/** The public part: 128 bits that tell one purpose at one account from all others, and say nothing of it. */
export function idOf(purpose: string, subject: string): string {
  return digestOf(JSON.stringify([purpose, subject])).slice(0, idLength);
}

/** Makes a code. Only its digest is to be kept. */
export function makeCode(id: string): CodeText & { readonly code: string } {
  const secret = randomBytes(32).toString("base64url");
  return { id, code: id + secret, digest: digestOf(secret) };
}

/** `undefined` for what is no code. */
export function readCode(text: string): CodeText | undefined {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, digest: digestOf(secret) };
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
