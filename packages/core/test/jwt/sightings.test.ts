import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Sightings } from "../../src/jwt/cache/sightings.js";

const digest = (index: number): string => createHash("sha256").update(String(index)).digest("hex");

/** How many of so many are known in the second round. */
function seenAgain(sightings: Sightings, count: number): number {
  const digests = Array.from({ length: count }, (_, index) => digest(index));
  for (const one of digests) sightings.note(one);
  return digests.filter((one) => sightings.note(one)).length;
}

describe("what was seen lately", () => {
  test("is new once, and seen from then on", () => {
    const sightings = new Sightings(1_000);
    expect([1, 2, 3].map(() => sightings.note(digest(1)))).toEqual([false, true, true]);
  });

  test("S-332 takes as much room as it was given, whatever comes", () => {
    const sightings = new Sightings(1);
    for (let index = 0; index < 1_000; index += 1) expect(sightings.note(digest(index))).toBe(false);
    expect([999, 996].map((index) => sightings.note(digest(index)))).toEqual([true, true]);
    expect(sightings.note(digest(0))).toBe(false);
  });

  test("of as many as there are sets, that come in turn, nearly all are known; of twenty times as many, none", () => {
    expect(seenAgain(new Sightings(1_000), 100)).toBe(100);
    expect(seenAgain(new Sightings(1_000), 1_000)).toBeGreaterThan(960);
    expect(seenAgain(new Sightings(1_000), 20_000)).toBeLessThan(5);
  });

  test("new ones are not taken for others: ten thousand in a row are all new", () => {
    const sightings = new Sightings(100_000);
    expect(Array.from({ length: 10_000 }, (_, index) => sightings.note(digest(index))).filter(Boolean)).toEqual([]);
  });
});
