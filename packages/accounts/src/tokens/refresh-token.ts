import { createHash, createHmac, createSecretKey, randomBytes } from "node:crypto";
import { searchable } from "../searchable.js";

const prefix = "rt_";
const sizes = { place: 9, locator: 16, secret: 32 } as const;
const form = /^rt_[\w-]{76}$/;
const length = 79;

/** A refresh token, taken apart. */
export interface RefreshToken {
  /** The family that it belongs to. Only who has held a token of the family can name it so. */
  readonly family: string;
  /** The SHA-256 of its secret, in base64url. */
  readonly digest: string;
  /** 256 random bits. */
  readonly secret: Uint8Array;
}

/** A refresh token as it is sent, with its parts. */
export interface MadeToken extends RefreshToken {
  readonly text: string;
}

/** Makes the first token of a family. */
export function firstToken(subject: string): MadeToken {
  return make(Buffer.concat([placeOf(subject), randomBytes(sizes.locator)]), randomBytes(sizes.secret));
}

/** What the successor of a token is made of, besides that token. */
export function newSeed(): string {
  return randomBytes(sizes.secret).toString("base64url");
}

/** The successor of a token. The same seed gives the same one; neither alone tells anything of it. */
export function successor(text: string, seed: string): MadeToken {
  const bytes = bytesOf(text);
  const secret = createHmac("sha256", createSecretKey(bytes.subarray(-sizes.secret)))
    .update(seed)
    .digest();
  return make(bytes.subarray(0, -sizes.secret), secret);
}

/** Takes a token apart, or gives `undefined` where the text is none. */
export function parseRefreshToken(text: unknown): RefreshToken | undefined {
  if (typeof text !== "string" || text.length !== length || !form.test(text)) return undefined;
  return parts(bytesOf(text));
}

/** Where a subject's families are kept: twelve characters, the same for all of them. */
export function shardOf(subject: string): string {
  return placeOf(subject).toString("base64url");
}

function placeOf(subject: string): Buffer {
  return createHash("sha256").update(searchable(subject)).digest().subarray(0, sizes.place);
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(prefix.length), "base64url");
}

function make(address: Buffer, secret: Buffer): MadeToken {
  const bytes = Buffer.concat([address, secret]);
  return { ...parts(bytes), text: prefix + bytes.toString("base64url") };
}

function parts(bytes: Buffer): RefreshToken {
  const secret = bytes.subarray(-sizes.secret);
  const locator = createHash("sha256").update(bytes.subarray(0, -sizes.secret)).digest().subarray(0, sizes.locator);
  const family = bytes.subarray(0, sizes.place).toString("base64url") + locator.toString("base64url");
  return { family, secret, digest: createHash("sha256").update(secret).digest("base64url") };
}
