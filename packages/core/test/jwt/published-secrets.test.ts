import { expect, test } from "vitest";
import { publishedCount, publishedNumbers } from "../../src/jwt/keys/published-numbers.js";
import { isPublished, numberOf, spellings } from "../../src/jwt/keys/published-secrets.js";
import { risingNumbers } from "../../src/jwt/keys/rising-numbers.js";

const text = "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7";
const base64url = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

test("S-114 the published secrets are so many numbers, each above the one before", () => {
  const numbers = risingNumbers(publishedNumbers, publishedCount);
  expect(numbers).toHaveLength(1750);
  expect(numbers.every((number, index) => number > (numbers[index - 1] ?? -1))).toBe(true);
  expect(numbers.at(-1)).toBeLessThan(publishedCount * 2 ** 22);
  // Random ones are evenly spread: what was read wrongly would not reach as far, or beyond.
  expect(numbers.at(-1)).toBeGreaterThan(publishedCount * 2 ** 22 * 0.99);
  expect(numbers).toContain(numberOf(spellings(Buffer.from(text))[0] ?? "", publishedCount));
});

test("S-114 a gap of nothing, one of 2^21 and one with bits in both parts are read as they are written", () => {
  const [low, zeros] = ["1".padStart(21, "0"), "0".repeat(21)];
  const bits = `0${zeros}0${zeros}10${zeros}110${low}`;
  const bytes = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2)) ?? [];
  expect(risingNumbers(Buffer.from(bytes).toString("base64"), 4)).toEqual([0, 1, 2 + 2 ** 21, 4 + 3 * 2 ** 21]);
});

test.each([
  ["hexadecimal", Buffer.from(text)],
  ["in capitals", Buffer.from(text.toUpperCase())],
  ["its bytes", Buffer.from(text, "hex")],
  ["its bytes in base64", Buffer.from(Buffer.from(text, "hex").toString("base64"))],
  ["base64url", Buffer.from(base64url)],
  ["base64", Buffer.from(Buffer.from(base64url, "base64url").toString("base64"))],
  ["its bytes", Buffer.from(base64url, "base64url")],
  ["its bytes in hexadecimal", Buffer.from(Buffer.from(base64url, "base64url").toString("hex"))],
])("S-114 a published secret is one in whichever spelling: %s", (_, secret) => {
  expect(isPublished(secret)).toBe(true);
  expect(isPublished(secret.subarray(1))).toBe(false);
});
