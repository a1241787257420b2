import { groups } from "./groups.js";
import { paceOfBasic } from "./pace.js";
import type { Part } from "./part.js";
import { runGroup, type Measured } from "./run-group.js";
import { tableOf } from "./table.js";
import { outcomesOf } from "./targets.js";

/** Everybody beside everybody: a table for each framework and each algorithm. */
export const sideBySide: Part = async ({ pace, prefix, wanted, say }) => {
  const run: Measured[] = [];
  for (const group of groups) {
    if (!wanted.every((text) => text === group.framework || text === group.topic)) continue;
    const measured = await runGroup(group, group.topic === "Basic" ? paceOfBasic(pace) : pace, prefix);
    run.push(measured);
    say(tableOf(measured));
  }
  return { outcomes: outcomesOf(run), figures: run };
};
