import { expect, test } from "vitest";
import { bundleBudgets, budgets } from "../../src/size/budgets.js";
import { entries } from "../../src/size/entries.js";
import { complaints } from "../../src/size/report.js";

const within = (budget: { kB: number }) => ({ own: budget.kB * 1_000, whole: 0 });
const sizes = Object.entries(budgets).map(([name, budget]) => ({ name, ...within(budget), files: budget.files }));
const bundles = Object.entries(bundleBudgets).map(([name, budget]) => ({ name, ...within(budget) }));
const changed = (name: string, change: object) => sizes.map((size) => (size.name === name ? { ...size, ...change } : size));

test("every public entry has a budget, and there is no budget of nothing", () => {
  expect(entries.map(({ name }) => name).toSorted()).toEqual(Object.keys(budgets).toSorted());
  expect(complaints(sizes, bundles)).toEqual([]);
});

test("a byte too many, a file too many, and an entry without a budget are named", () => {
  const found = complaints([...changed("@ampoule/core", { own: 14_001, files: 7 }), { name: "new", own: 1, whole: 1, files: 1 }], bundles);
  expect(found).toEqual([
    expect.stringMatching(/^@ampoule\/core has .* its budget is/),
    "@ampoule/core loads 7 files; its budget is 6.",
    "new has no budget.",
  ]);
});

test("a budget of something that is gone is named", () => {
  const rest = sizes.filter(({ name }) => name !== "@ampoule/koa");
  expect(complaints(rest, bundles)).toEqual(["There is a budget for @ampoule/koa, and no such thing."]);
});
