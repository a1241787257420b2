import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const sources = [
  "packages/*/test/**/*.ts",
  "packages/testing/src/adapter-contract/**/*.ts",
  "packages/accounts/src/testing/behaviours/*.ts",
  "docs/examples/test/*.test.ts",
];
const last = 352;

const idOf = (number: number): string => `S-${String(number).padStart(3, "0")}`;

/** The ids in the texts (not in the comments) of every test file but this one. */
function tested(): Set<string> {
  const files = globSync(sources, { cwd: root, exclude: ["**/security-lines.test.ts"] });
  const lines = files.flatMap((file) => readFileSync(resolve(root, file), "utf8").split("\n"));
  const titled = lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line));
  return new Set(titled.flatMap((line) => line.match(/S-\d{3}/g) ?? []));
}

/** The ids that the page names with a reason, ranges written out. */
function excused(): string[] {
  const page = readFileSync(resolve(root, "docs/security-lines.md"), "utf8");
  const [, table = ""] = page.split("## Not yet");
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
