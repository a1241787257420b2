import { expect, test } from "vitest";
import { pageText, testLines } from "./test-lines.js";

/** Those that would let somebody in or lose secrets, and those that weaken or mislead; others are polish. */
const numbers = {
  A: "1-9",
  B: "1-10 12-13",
  C: "1-10",
  D: "1-14",
  E: "1-6",
  F: "1-7",
  G: "1-8 10-13",
  H: "1-9",
  I: "1-2 5-7",
  J: "1-3",
  K: "1-7",
  L: "1-4 6",
};
const ids = Object.entries(numbers).flatMap(([letter, ranges]) => ranges.split(" ").flatMap((range) => expand(letter, range)));

/** Where such names are those of other lists: the traps of bcrypt and of jose. */
const elsewhere: Readonly<Record<string, string>> = { B: "packages/accounts/test/passwords/", J: "packages/core/test/jwt/" };
const id = String.raw`(?:S-\d{3}|[A-L]\d{1,2}|S[0-4]-\d{2}|X-\d{2}|CVE-[\d-]+|ASVS|\d+(?:\.\d+)+),?`;
const beginning = new RegExp(`["'\`]((?:${id} )+)`, "g");

function expand(letter: string, range: string): string[] {
  const [first = 0, last = first] = range.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);
}

/** The faults that titles begin with. */
function tested(): Set<string> {
  const found = testLines().flatMap(([file, line]) => {
    const begun = [...line.matchAll(beginning)].flatMap(([, text = ""]) => text.match(/\b[A-L]\d{1,2}\b/g) ?? []);
    return begun.filter((one) => !file.startsWith(elsewhere[one.charAt(0)] ?? "nowhere"));
  });
  return new Set(found);
}

test("each of the 99 faults of others that weigh has a test with its number, or is named with the reason why not", () => {
  expect(ids).toHaveLength(99);
  const met = tested();
  const [, table = ""] = pageText("requirements.md").split("### Faults without a test");
  const excused = [...table.matchAll(/^\| ([A-L]\d+) \| \S/gm)].map(([, one = ""]) => one);
  expect(
    ids.filter((one) => !met.has(one) && !excused.includes(one)),
    "neither",
  ).toEqual([]);
  expect(
    excused.filter((one) => met.has(one) || !ids.includes(one)),
    "tested after all, or no fault that weighs",
  ).toEqual([]);
});
