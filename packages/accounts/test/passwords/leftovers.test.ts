import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { getHeapSnapshot } from "node:v8";
import { expect, test } from "vitest";
import { quickPasswords } from "./quick.js";

test("D8 once it was hashed and checked, a password is not on the heap", { timeout: 60_000 }, async () => {
  const passwords = quickPasswords();
  const seed = randomBytes(12).toString("hex");
  // Made anew each time, so that the test itself holds no such text.
  const canary = () => Buffer.from(seed, "hex").toString("base64url");
  const enrolled = await passwords.enroll(canary());
  if (enrolled.ok) expect((await passwords.verify(canary(), enrolled.hash)).ok).toBe(true);
  const heapOf = async () => (globalThis.gc?.(), text(getHeapSnapshot()));
  const heap = await heapOf();
  expect([heap.includes(seed), heap.includes(canary())]).toEqual([true, false]);
  const kept = [canary()];
  expect((await heapOf()).includes(String(kept[0])), "one that is kept would be found").toBe(true);
});
