import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frameworks, type Framework } from "../contestant.js";
import type { Row } from "../groups.js";
import { ask } from "../load.js";
import { newMaterial } from "../material.js";
import type { Part, Setting } from "../part.js";
import { requestsOf } from "../requests.js";
import { RunningServer } from "../running.js";
import { timeByOwner, type CpuProfile } from "./cpu-profile.js";

const rows: readonly Row[] = [
  { contestant: "no auth", credential: "none" },
  { contestant: "ampoule, function", credential: "repeated" },
  { contestant: "ampoule, function", credential: "new" },
];
const head = ["µs for each request", "no auth", "ampoule, repeated token", "ampoule, new token"];

/** Where the time of a request goes: the main thread's, by whose code was running. The profiler costs some itself. */
export const profile: Part = async (setting) => {
  const figures: Record<string, readonly Readonly<Record<string, number>>[]> = {};
  for (const framework of frameworks) {
    const columns: ReadonlyMap<string, number>[] = [];
    for (const row of rows) columns.push(await profiled(framework, row, setting));
    setting.say({ title: `Where the time goes: ${framework}`, rows: [head, ...tableOf(columns)] });
    figures[framework] = columns.map((column) => Object.fromEntries(column));
  }
  return { outcomes: [], figures };
};

async function profiled(home: Framework, row: Row, { isQuick, prefix }: Setting): Promise<ReadonlyMap<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-profile-"));
  const { material, mint } = newMaterial("HS256");
  const order = { home, contestant: row.contestant, material };
  const requests = requestsOf(row, material, mint);
  try {
    // What it takes to start and to get warm is in the profile too, and lost among so many.
    const { count } = await RunningServer.during(order, { prefix, options: ["--cpu-prof", `--cpu-prof-dir=${folder}`] }, ({ port }) =>
      ask({ port, requests, connections: 32, duration: Number.POSITIVE_INFINITY, most: isQuick ? 20_000 : 200_000 }),
    );
    const [file = ""] = globSync(join(folder, "*.cpuprofile"));
    const times = timeByOwner(JSON.parse(readFileSync(file, "utf8")) as CpuProfile);
    return new Map([...times].map(([owner, time]) => [owner, time / count]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The owners of at least half a microsecond, the dearest first; and the sum. */
function tableOf(columns: readonly ReadonlyMap<string, number>[]): string[][] {
  const most = (owner: string): number => Math.max(...columns.map((column) => column.get(owner) ?? 0));
  const owners = [...new Set(columns.flatMap((column) => [...column.keys()]))].filter((owner) => most(owner) >= 0.5);
  const sums = columns.map((column) => [...column.values()].reduce((total, time) => total + time, 0));
  return [
    ...owners
      .toSorted((one, other) => most(other) - most(one))
      .map((owner) => [owner, ...columns.map((column) => (column.get(owner) ?? 0).toFixed(1))]),
    ["all", ...sums.map((sum) => sum.toFixed(1))],
  ];
}
