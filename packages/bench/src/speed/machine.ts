import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { cpus, loadavg, totalmem, version } from "node:os";
import type { Cores } from "./cores.js";
import type { Pace } from "./measuring.js";
import { paceOfBasic, paceOfGrowth } from "./pace.js";
import { sittingsOf } from "./sittings.js";

const own = new URL("../../package.json", import.meta.url);
const { dependencies } = JSON.parse(readFileSync(own, "utf8")) as { dependencies: Readonly<Record<string, string>> };
const named = Object.keys(dependencies).filter((name) => !name.startsWith("@ampoule/"));

/** What a reader needs to know of a run: where, with what, and how. */
export function conditions(cores: Cores, pace: Pace): string[] {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${version()}; ${cpus().length} × ${cpu?.model ?? "?"}, ${memory} GiB; load average at the start ${load.toFixed(2)}.`,
    `${named.map((name) => `${name} ${versionOf(name)}`).join(", ")}.`,
    `Each contestant in a process of its own; ${cores.said}. ${pace.connections} kept connections, one request at a time on each.`,
    ...procedure(pace),
  ];
}

/** How rounds follow one another. */
export function procedure(pace: Pace): string[] {
  return [
    `Side by side: ${roundsOf(pace)}. A round has all rows of a table in turn, forward in one and backward in the next. Tables of Basic have ${paceOfBasic(pace).rounds} rounds.`,
    `Growth, tokens excepted: ${roundsOf(paceOfGrowth(pace))}.`,
    "Figures are medians over the rounds of all sittings; ratios are medians of what was done in the same round, with what eight of ten rounds were within. CPU is the server's, of all its threads, for each request.",
  ];
}

function roundsOf(pace: Pace): string {
  const { rounds, perSitting, duration, warmUp } = pace;
  const sittings = sittingsOf(pace).length;
  const inSittings = sittings === 1 ? "one sitting" : `${sittings} sittings of ${perSitting}`;
  const warm = `${warmUp.requests.toLocaleString("en")} requests or ${warmUp.duration / 1_000} s, whichever is first`;
  return `${rounds} rounds of ${duration} ms in ${inSittings}; a sitting starts every server anew, and warms up with ${warm}, and with a round that does not count`;
}

function versionOf(name: string): string {
  const home = findPackageJSON(name, import.meta.url);
  if (home === undefined) throw new Error(`${name} is not installed.`);
  const { version: found } = JSON.parse(readFileSync(home, "utf8")) as { version: string };
  return found;
}
