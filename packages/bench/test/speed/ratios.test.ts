import { expect, test } from "vitest";
import { groups } from "../../src/speed/groups.js";
import type { Round } from "../../src/speed/measuring.js";
import { ratioOf } from "../../src/speed/ratios.js";
import type { Measured } from "../../src/speed/run-group.js";
import { tableOf } from "../../src/speed/table.js";
import { outcomesOf } from "../../src/speed/targets.js";

const [group] = groups.filter(({ framework, topic }) => framework === "hono" && topic === "HS256");
const ours = "ampoule, function, repeated token";
const receiving = "no auth, token sent";

/** Rows by their throughput in each round. */
function measuredOf(rows: Readonly<Record<string, readonly number[]>>): Measured {
  if (group === undefined) throw new TypeError("There is no such table.");
  const roundOf = (throughput: number): Round => ({ throughput, cpu: 1e6 / throughput, p50: 1, p99: 2 });
  return { group, rows: Object.entries(rows).map(([name, rounds]) => ({ name, open: "no auth", rounds: rounds.map(roundOf) })) };
}

test("a ratio is the median over the rounds of all sittings: one lucky process does not move it", () => {
  const measured = measuredOf({ "no auth": Array<number>(9).fill(100), [ours]: [90, 91, 92, 180, 181, 182, 89, 90, 91] });
  expect(ratioOf(measured, ours, "no auth")).toEqual({ middle: 0.91, low: 0.89, high: 1.82 });
});

test("a ratio is of what was done in the same round, whatever others brought", () => {
  const measured = measuredOf({ "no auth": [100, 10, 1], [ours]: [50, 5, 0.5] });
  expect(ratioOf(measured, ours, "no auth")).toEqual({ middle: 0.5, low: 0.5, high: 0.5 });
});

test("HS256 tables have a row that is sent a token which nobody looks at; targets are held beside the one without", () => {
  const full = groups.filter(({ topic }) => topic === "HS256");
  expect(full.map(({ rows }) => rows.filter(({ name }) => name === receiving))).toEqual(
    Array(3).fill([{ name: receiving, contestant: "no auth", credential: "repeated" }]),
  );
  const measured = measuredOf({ "no auth": [100], [receiving]: [80], [ours]: [90] });
  expect(tableOf(measured).rows[2]?.slice(0, 2)).toEqual([receiving, "0.80 (0.80–0.80)"]);
  expect(outcomesOf([measured])).toEqual([
    { name: `hono, HS256: ${ours} ÷ no auth`, bound: "at least", limit: expect.any(Number), seen: 0.9 },
  ]);
});
