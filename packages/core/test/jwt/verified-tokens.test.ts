import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { VerifiedTokens } from "../../src/jwt/cache/verified-tokens.js";

describe("S-332 of many, those that are asked for stay", () => {
  const filled = (size: number) => {
    const cache = new VerifiedTokens<number>(size);
    for (let index = 0; index < size; index += 1) cache.set(String(index), index);
    return cache;
  };
  const kept = (cache: VerifiedTokens<number>, most: number) =>
    Array.from({ length: most }, (_, index) => index).filter((index) => cache.get(String(index)) !== undefined);

  test("never more than there is room for, whatever is asked for", () => {
    for (const size of [1, 2, 3, 40, 100]) {
      const cache = filled(size);
      for (let index = size; index < 5 * size; index += 1) {
        cache.set(String(index), index);
        if (index % 3 > 0) cache.get(String(index % size));
      }
      expect(kept(cache, 5 * size).length).toBeLessThanOrEqual(size);
      expect(cache.get(String(5 * size - 1))).toBe(5 * size - 1);
    }
  });

  test("one that is asked for between two others outlives ten thousand of them", () => {
    const cache = filled(10);
    for (let index = 10; index < 10_000; index += 1) {
      expect(cache.get("3")).toBe(3);
      cache.set(String(index), index);
    }
  });

  test("one that is forgotten gives nothing, and is there again once it is kept again", () => {
    const cache = filled(3);
    cache.delete("0");
    expect(cache.get("0")).toBeUndefined();
    cache.set("0", 7);
    cache.set("5", 5);
    expect(cache.get("0")).toBe(7);
    expect(kept(cache, 10).length).toBeLessThanOrEqual(3);
  });
});

test("S-332 the heap stays flat over many tokens", { timeout: 60_000 }, () => {
  const cache = new VerifiedTokens<object>(1_000);
  const fill = (from: number) => {
    for (let index = from; index < from + 100_000; index += 1) cache.set(cache.digest(String(index)) ?? "", {});
  };
  fill(0);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  fill(100_000);
  globalThis.gc?.();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(2_000_000);
});

test("holds no token: its text is not to be found in the process's own view of it", async () => {
  const cache = new VerifiedTokens<string>(10);
  const digest = cache.digest("secret.token.text") ?? "";
  cache.set(digest, "value");
  expect(digest).toBe(createHash("sha256").update("secret.token.text").digest("hex"));
  expect(cache.get(digest)).toBe("value");
  cache.delete(digest);
  expect(cache.get(digest)).toBeUndefined();
  expect(new VerifiedTokens(0).digest("x")).toBeUndefined();
});
