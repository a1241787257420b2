import { targetsOf, type Picture } from "../part.js";
import type { PartResult, RunResult } from "../result.js";
import { aligned, printed } from "../table.js";

/** What a page shows of a run, by region: its conditions, what became of the targets, and each part that was run. */
export function regionsOf({ conditions, parts }: RunResult): ReadonlyMap<string, string> {
  const outcomes = Object.values(parts).flatMap((part) => part.outcomes);
  const targets = outcomes.length === 0 ? [] : [["targets", aligned(targetsOf(outcomes).rows).join("\n")] as const];
  const shown = Object.entries(parts).map(([name, part]) => [name, shownBy(part)] as const);
  return new Map([["conditions", conditions.map((line) => `- ${line}`).join("\n")], ...targets, ...shown]);
}

/** Each picture above the table of its figures. */
function shownBy({ tables, pictures = [] }: PartResult): string {
  return tables.map((table, index) => [...pictured(pictures[index]), printed(table)].join("\n")).join("\n");
}

function pictured(picture: Picture | undefined): string[] {
  return picture === undefined ? [] : [`![${picture.title}: ${picture.y}](./speed/${picture.name}.svg)`, ""];
}
