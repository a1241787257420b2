import { expect, test } from "vitest";
import { pageText, testLines } from "./test-lines.js";

const last = 352;

const idOf = (number: number): string => `S-${String(number).padStart(3, "0")}`;

/** The ids in the texts (not in the comments) of every test. */
function tested(): Set<string> {
  return new Set(testLines().flatMap(([, line]) => line.match(/S-\d{3}/g) ?? []));
}

/** The ids that the page names with a reason, ranges written out. */
function excused(): string[] {
  const [, table = ""] = pageText("security-lines.md").split("## Not yet");
  const cells = [...table.matchAll(/^\| (S-[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => cell.split(", ").flatMap(expand));
}

function expand(part: string): string[] {
  const [from = "", to = from] = part.split(" to ");
  const [first, end] = [Number(from.slice(2)), Number(to.slice(2))];
  return Array.from({ length: end - first + 1 }, (_, index) => idOf(first + index));
}

test("each of the 352 security lines is tested by its id, or named with the reason why not", () => {
  const met = tested();
  const reasons = excused();
  const all = Array.from({ length: last }, (_, index) => idOf(index + 1));
  expect(
    reasons.filter((id, index) => reasons.indexOf(id) !== index),
    "named twice",
  ).toEqual([]);
  expect(
    reasons.filter((id) => met.has(id)),
    "tested after all",
  ).toEqual([]);
  expect(
    all.filter((id) => !met.has(id) && !reasons.includes(id)),
    "neither",
  ).toEqual([]);
});
