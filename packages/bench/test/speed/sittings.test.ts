import { describe, expect, test } from "vitest";
import { procedure } from "../../src/speed/machine.js";
import { paceOf, paceOfBasic, paceOfGrowth } from "../../src/speed/pace.js";
import { inOrder, sittingsOf } from "../../src/speed/sittings.js";

describe("sittings", () => {
  test("have rounds whose numbers count on from one sitting to the next", () => {
    expect(sittingsOf({ rounds: 6, perSitting: 3 })).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("are whole, so that rounds are rounded up", () => {
    expect(sittingsOf({ rounds: 4, perSitting: 3 }).flat()).toHaveLength(6);
  });
});

test("rows go forward in one round and backward in the next, across sittings too", () => {
  const rows = ["a", "b", "c"];
  const firsts = sittingsOf({ rounds: 6, perSitting: 3 }).map((rounds) => rounds.map((round) => inOrder(rows, round).join("")));
  expect(firsts).toEqual([
    ["abc", "cba", "abc"],
    ["cba", "abc", "cba"],
  ]);
  expect(rows).toEqual(["a", "b", "c"]);
});

describe("the pace", () => {
  test("is of at least nine rounds in three sittings, or of one or two sittings where it is to be quick", () => {
    expect(sittingsOf(paceOf(false)).length).toBeGreaterThanOrEqual(3);
    expect(paceOf(false).rounds).toBeGreaterThanOrEqual(9);
    expect(sittingsOf(paceOf(true)).length).toBeLessThanOrEqual(2);
  });

  test("has as many rounds as were asked for, in whole sittings", () => {
    expect([paceOf(false, "9").rounds, paceOf(false, "10").rounds, paceOf(true, "1").rounds]).toEqual([9, 12, 3]);
  });

  test.each(["0", "-3", "1.5", "many", ""])("of %j rounds is an error", (asked) => {
    expect(() => paceOf(false, asked)).toThrow(`"${asked}"`);
  });

  test("of passwords has no more rounds than were asked for", () => {
    expect([paceOfBasic(paceOf(false)).rounds, paceOfBasic(paceOf(false, "3")).rounds]).toEqual([9, 3]);
  });

  test("of curves is one sitting", () => {
    expect(sittingsOf(paceOfGrowth(paceOf(false)))).toHaveLength(1);
    expect(paceOfGrowth(paceOf(true, "1")).rounds).toBe(3);
  });
});

test("the conditions say how many rounds there are in how many sittings, and what is done to warm up", () => {
  const warm = "25,000 requests or 3 s, whichever is first, and with a round that does not count";
  const [sideBySide, growth] = procedure(paceOf(false, "15"));
  expect(sideBySide).toContain("15 rounds of 300 ms in 5 sittings of 3; a sitting starts every server anew");
  expect(sideBySide).toContain(warm);
  expect(sideBySide).toContain("forward in one and backward in the next");
  expect(sideBySide).toContain("Tables of Basic have 9 rounds.");
  expect(growth).toContain("5 rounds of 300 ms in one sitting");
});
