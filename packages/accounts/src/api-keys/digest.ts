import { createHash, timingSafeEqual } from "node:crypto";

/** What is stored of a key. 256 random bits need no slow hash: there is nothing to guess. */
export function digestOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** Compared where there is no stored digest: nothing has this one. */
const nothing = Buffer.alloc(32);

/** Whether a key has this digest, in the same time for every key, and for none. */
export function hasDigest(key: string, stored: string | undefined): boolean {
  const expected = stored === undefined ? nothing : Buffer.from(stored, "base64url");
  const presented = createHash("sha256").update(key).digest();
  return expected.length === presented.length && timingSafeEqual(presented, expected);
}
