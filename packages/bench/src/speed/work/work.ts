import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { frameworks, type Framework } from "../contestant.js";
import { byHandRow, nameOf, openRow, receivingRow, type Row } from "../groups.js";
import type { Part } from "../part.js";
import type { Task } from "./program.js";

const program = fileURLToPath(new URL("./program.js", import.meta.url));
const rows: readonly Row[] = [
  openRow,
  receivingRow,
  { contestant: "ampoule, API key", credential: "API key" },
  ...["ampoule, function", "ampoule, class", "ampoule, guard"].map((contestant): Row => ({ contestant, credential: "repeated" })),
  { contestant: "ampoule, function", credential: "new" },
  { contestant: "node:crypto by hand", credential: "new" },
  byHandRow,
];

/** What a request costs a program, sockets apart: steadier than what servers do, since neither the load nor the operating system comes between. */
export const work: Part = async ({ isQuick, prefix, say }) => {
  const costs = new Map<string, Map<Framework, number>>(rows.map((row) => [nameOf(row), new Map()]));
  for (const framework of frameworks) {
    for (const row of rows) {
      const task: Task = { framework, contestant: row.contestant, credential: row.credential, stretches: isQuick ? 2 : 7 };
      // What else the machine does only ever adds.
      const figures = Array.from({ length: isQuick ? 1 : 3 }, () => costOf(task, prefix));
      costs.get(nameOf(row))?.set(framework, Math.min(...figures));
    }
  }
  const shown = [...costs].map(([name, own]) => [name, ...frameworks.map((framework) => own.get(framework)?.toFixed(1) ?? "")]);
  say({ title: "µs of processor time for each request, sockets apart", rows: [["", ...frameworks], ...shown] });
  return { outcomes: [], figures: Object.fromEntries([...costs].map(([name, own]) => [name, Object.fromEntries(own)])) };
};

/** @throws Error where the program meets an answer that is no good one, or comes to no end. */
function costOf(task: Task, prefix: readonly string[]): number {
  const [command, ...rest] = [...prefix, process.execPath, program, JSON.stringify(task)];
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8", env, timeout: 120_000 });
  const cost = Number(stdout);
  if (status !== 0 || !(cost > 0)) throw new Error(`${task.framework}, ${task.contestant}: ${stdout}${stderr}`);
  return cost;
}
