import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Sightings } from "../../src/jwt/cache/sightings.js";

const digest = (index: number): string => createHash("sha256").update(String(index)).digest("hex");

/** How many of so many, each noted once before, were seen. */
function seenAgain(sightings: Sightings, count: number): number {
  for (let index = 0; index < count; index += 1) sightings.note(digest(index));
  return Array.from({ length: count }, (_, index) => sightings.note(digest(index))).filter(Boolean).length;
}

describe("what was seen lately", () => {
  test("is new once, and seen from then on", () => {
    const sightings = new Sightings(1_000);
    expect([1, 2, 3].map(() => sightings.note(digest(1)))).toEqual([false, true, true]);
  });

  test("S-332 takes as much room as it was given, whatever comes", () => {
    const sightings = new Sightings(10);
    for (let index = 0; index < 10_000; index += 1) expect(sightings.note(digest(index))).toBe(false);
    expect(sightings.note(digest(9_999))).toBe(true);
    expect(sightings.note(digest(0))).toBe(false);
  });

  test("of as many as there is room for, most come to be known in a few rounds; of three times as many, few do", () => {
    expect(seenAgain(new Sightings(1_000), 100)).toBeGreaterThan(85);
    expect(seenAgain(new Sightings(1_000), 1_000)).toBeGreaterThan(300);
    expect(seenAgain(new Sightings(1_000), 3_000)).toBeLessThan(400);
  });

  test("new ones are not taken for others: ten thousand in a row are all new", () => {
    const sightings = new Sightings(100_000);
    expect(Array.from({ length: 10_000 }, (_, index) => sightings.note(digest(index))).filter(Boolean)).toEqual([]);
  });
});
