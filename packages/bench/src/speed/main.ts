import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { divideCores } from "./cores.js";
import { conditions } from "./machine.js";
import { paceOf } from "./pace.js";
import { targetsOf, type Table } from "./part.js";
import { parts } from "./parts.js";
import type { PartResult, RunResult } from "./result.js";
import { printed } from "./table.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, json: { type: "string" }, only: { type: "string" }, rounds: { type: "string" } },
});
const pace = paceOf(values.quick ?? false, values.rounds);
const wanted = values.only?.split(",").filter((text) => text !== "") ?? [];

function chosen(): readonly string[] {
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined) throw new TypeError(`There is no part "${unknown}": ${Object.keys(parts).join(", ")}.`);
  if (positionals.length > 0) return positionals;
  return values.only === undefined ? Object.keys(parts) : ["side-by-side"];
}

const cores = divideCores();
const said = conditions(cores, pace);
console.log([...said, ""].join("\n"));

const results: Record<string, PartResult> = {};
for (const name of chosen()) {
  const tables: Table[] = [];
  const say = (table: Table) => {
    tables.push(table);
    console.log(printed(table));
  };
  const told = await parts[name]?.({ isQuick: values.quick ?? false, pace, prefix: cores.server, wanted, say });
  if (told !== undefined) results[name] = { ...told, tables };
  // After each part, so that one that fails takes no other with it.
  const result: RunResult = { conditions: said, parts: results };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
}

const outcomes = Object.values(results).flatMap((told) => told.outcomes);
if (outcomes.length > 0) console.log(printed(targetsOf(outcomes)));
