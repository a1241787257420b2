import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { divideCores } from "./cores.js";
import { groups } from "./groups.js";
import { conditions } from "./machine.js";
import type { Pace } from "./measuring.js";
import { runGroup, type Measured } from "./run-group.js";
import { aligned, tableOf } from "./table.js";
import { outcomesOf } from "./targets.js";

const { values } = parseArgs({
  options: { quick: { type: "boolean" }, json: { type: "string" }, only: { type: "string", default: "" }, rounds: { type: "string" } },
});
const full: Pace = { rounds: 15, duration: 300, connections: 32, warmUp: { requests: 40_000, duration: 10_000 } };
const quick: Pace = { ...full, rounds: 5, duration: 150, warmUp: { requests: 5_000, duration: 1_000 } };
const pace: Pace = { ...(values.quick ? quick : full), ...(values.rounds !== undefined && { rounds: Number(values.rounds) }) };
const wanted = values.only.split(",").filter((text) => text !== "");

const cores = divideCores();
const said = conditions(cores, pace);
console.log([...said, ""].join("\n"));
const run: Measured[] = [];
for (const group of groups) {
  if (!wanted.every((text) => text === group.framework || text === group.topic)) continue;
  const measured = await runGroup(group, pace, cores.server);
  run.push(measured);
  console.log([...tableOf(measured), ""].join("\n"));
}

const outcomes = outcomesOf(run);
const rows = outcomes.map(({ framework, topic, row, to, least, ratio }) => [
  `${framework}, ${topic}: ${row} ÷ ${to}`,
  least.toFixed(2),
  ratio.middle.toFixed(2),
  ratio.middle >= least ? "met" : "**missed**",
]);
console.log(["### Targets", "", ...aligned([["", "at least", "measured", ""], ...rows])].join("\n"));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ conditions: said, pace, run, outcomes }, undefined, 1)}\n`);
