import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { constantTimeEqual } from "../../src/index.js";

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom("a", "\0", "\ud800", "\udfff", "\ufffd"), fc.integer({ min: 0, max: 0xffff }).map(String.fromCharCode)),
  maxLength: 20,
});
const wellFormed = fc.string({ unit: "binary", maxLength: 20 });

/** Pairs that differ little, or not at all. */
const near = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(text, text),
    text.map((one) => [one, one] as const),
    text.map((one) => [one, one.toWellFormed()] as const),
    fc.tuple(text, text).map(([one, other]) => [one + other, one] as const),
    fc.tuple(text, text, text).map(([one, middle, other]) => [one + middle + other, `${one}${middle}x${other}`] as const),
    fc.tuple(text, fc.integer({ min: 1, max: 3 })).map(([one, times]) => [one, one.repeat(times)] as const),
  );

describe("S-044 agrees with ===", () => {
  test("on well-formed text", () => {
    fc.assert(
      fc.property(near(wellFormed), ([one, other]) => {
        expect(constantTimeEqual(one, other)).toBe(one === other);
        expect(constantTimeEqual(other, one)).toBe(one === other);
      }),
      { numRuns: 5_000 },
    );
  });

  test("G7 on any text, surrogates without a partner included", () => {
    fc.assert(
      fc.property(near(anyText), ([one, other]) => {
        expect(constantTimeEqual(one, other)).toBe(one === other);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ["nothing", "", "", true],
    ["nothing presented", "", "secret", false],
    ["nothing expected", "secret", "", false],
    ["a NUL for nothing", "\0", "", false],
    ["nothing for a NUL", "", "\0", false],
    ["NULs behind", "secret\0\0", "secret", false],
    ["a beginning", "sec", "secret", false],
    ["more than was expected", "secretsecret", "secret", false],
    ["less than was expected, by half", "secret", "secretsecret", false],
    ["one character, many times", "aaaa", "a", false],
    ["another case", "Secret", "secret", false],
    ["another normal form", "\u00e9", "e\u0301", false],
    ["a surrogate without a partner for U+FFFD", "\ud800", "\ufffd", false],
    ["two surrogates without partners", "\ud800", "\udc00", false],
    ["a surrogate without a partner for itself", "\ud800", "\ud800", true],
    ["a length that differs by 256", "a".repeat(257), "a", false],
    ["a length that differs by 65,536", "a".repeat(65_537), "a", false],
  ])("%s", (_, presented, expected, isEqual) => {
    expect(constantTimeEqual(presented, expected)).toBe(isEqual);
  });

  test("a difference in any one bit", () => {
    for (let position = 0; position < 32; position += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const other = Buffer.alloc(32, "k");
        other[position] = "k".charCodeAt(0) ^ (1 << bit);
        expect(constantTimeEqual(other.toString("latin1"), "k".repeat(32))).toBe(false);
      }
    }
  });
});

describe("S-044 does the same work wherever the difference is", () => {
  afterEach(() => vi.restoreAllMocks());

  /** How many bytes a comparison looked at, in order of the two texts. */
  function reads(presented: string, expected: string): { equal: boolean; reads: number[] } {
    const counts: number[] = [];
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its own object below
    const encode = TextEncoder.prototype.encode;
    vi.spyOn(TextEncoder.prototype, "encode").mockImplementation(function (this: TextEncoder, text?: string) {
      const index = counts.push(0) - 1;
      return new Proxy(encode.call(this, text), {
        get(bytes, key): unknown {
          if (typeof key === "string" && /^\d+$/.test(key)) counts[index] = (counts[index] ?? 0) + 1;
          return Reflect.get(bytes, key);
        },
      });
    });
    const equal = constantTimeEqual(presented, expected);
    vi.restoreAllMocks();
    return { equal, reads: counts };
  }

  const secret = "0123456789abcdef0123456789abcdef";
  const wrongAt = (position: number) => `${secret.slice(0, position)}x${secret.slice(position + 1)}`;

  test("every byte of both is read, once", () => {
    expect(reads(secret, secret)).toEqual({ equal: true, reads: [32, 32] });
  });

  test.each([0, 1, 15, 30, 31])("as much where byte %i is wrong", (position) => {
    expect(reads(wrongAt(position), secret)).toEqual({ equal: false, reads: [32, 32] });
  });

  test("as much where every byte is wrong", () => {
    expect(reads("x".repeat(32), secret)).toEqual({ equal: false, reads: [32, 32] });
  });

  test.each([1, 31, 33, 100])("no more for the right start of a text of %i bytes than for a wrong one", (length) => {
    const right = secret.repeat(4).slice(0, length);
    const wrong = "x".repeat(length);
    const work = reads(right, secret);
    expect(work).toEqual(reads(wrong, secret));
    expect(work.equal).toBe(false);
    expect(work.reads[0]).toBe(length);
  });
});
