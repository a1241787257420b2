import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { cpus, loadavg, totalmem, version } from "node:os";
import type { Cores } from "./cores.js";
import type { Pace } from "./measuring.js";

const own = new URL("../../package.json", import.meta.url);
const { dependencies } = JSON.parse(readFileSync(own, "utf8")) as { dependencies: Readonly<Record<string, string>> };
const named = Object.keys(dependencies).filter((name) => !name.startsWith("@ampoule/"));

/** What a reader needs to know of a run: where, with what, and how. */
export function conditions(cores: Cores, { rounds, connections, duration, warmUp }: Pace): string[] {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${version()}; ${cpus().length} × ${cpu?.model ?? "?"}, ${memory} GiB; load average at the start ${load.toFixed(2)}.`,
    `${named.map((name) => `${name} ${versionOf(name)}`).join(", ")}.`,
    `Each row in a process of its own; ${cores.said}. ${connections} kept connections, one request at a time on each; ${rounds} rounds of ${duration} ms, all rows of a table in turn, after ${warmUp.requests} requests or ${warmUp.duration} ms to warm up.`,
    "Ratios are medians over rounds of what was done in the same round, with what eight of ten rounds were within. CPU is the server's, of all its threads, for each request.",
  ];
}

function versionOf(name: string): string {
  const home = findPackageJSON(name, import.meta.url);
  if (home === undefined) throw new Error(`${name} is not installed.`);
  const { version: found } = JSON.parse(readFileSync(home, "utf8")) as { version: string };
  return found;
}
