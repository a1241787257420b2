import { performance } from "node:perf_hooks";
import process from "node:process";
import * as crypto from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { digestOf, hasDigest } from "../../src/api-keys/digest.js";

vi.mock("node:crypto", { spy: true });

const key = "amp_0000000000000000_secret";
const stored = digestOf(key);
const bytes = Buffer.from(stored, "base64url");
const wrongAt = (index: number) => Buffer.from(bytes.map((byte, at) => (at === index ? byte ^ 1 : byte))).toString("base64url");

describe("S-063 G1 digests", () => {
  test("are SHA-256 of the whole key, and fit that key only", () => {
    expect(bytes).toHaveLength(32);
    expect([hasDigest(key, stored), hasDigest(`${key} `, stored), hasDigest("", stored)]).toEqual([true, false, false]);
    for (let index = 0; index < 32; index += 1) expect(hasDigest(key, wrongAt(index))).toBe(false);
  });

  test.each(["", "x", stored.slice(0, -2), `${stored}AAAA`])("a stored digest %j that is none fits nothing, without a throw", (broken) => {
    expect(hasDigest(key, broken)).toBe(false);
  });

  test("are compared by timingSafeEqual, 32 bytes with 32, also where no key is stored", () => {
    const equal = vi.mocked(crypto.timingSafeEqual);
    for (const against of [stored, wrongAt(0), wrongAt(31), undefined]) {
      equal.mockClear();
      expect(hasDigest(key, against)).toBe(against === stored);
      expect(equal.mock.calls.map(([left, right]) => [left.byteLength, right.byteLength])).toEqual([[32, 32]]);
    }
  });

  test.skipIf(process.env["AMPOULE_TIMING"] === undefined)(
    "by the clock: a difference in the first byte and in the last, Welch's t below 4.5",
    { timeout: 120_000 },
    () => {
      const targets = [wrongAt(0), wrongAt(31)] as const;
      const samples: [number[], number[]] = [[], []];
      for (let round = 0; round < 100_000; round += 1) {
        const which = Math.random() < 0.5 ? 0 : 1;
        const start = performance.now();
        hasDigest(key, targets[which]);
        samples[which].push(performance.now() - start);
      }
      const [first, last] = samples.map(statistics) as [Statistics, Statistics];
      expect(Math.abs(first.mean - last.mean) / Math.sqrt(first.error + last.error)).toBeLessThan(4.5);
    },
  );
});

interface Statistics {
  readonly mean: number;
  readonly error: number;
}

/** Without the slowest hundredth, which is the collector's. */
function statistics(samples: readonly number[]): Statistics {
  const kept = samples.toSorted((left, right) => left - right).slice(0, Math.floor(samples.length * 0.99));
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  return { mean, error: kept.reduce((sum, one) => sum + (one - mean) ** 2, 0) / kept.length ** 2 };
}
