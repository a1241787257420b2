import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Who runs where, so that the load takes nothing from what it measures. */
export interface Cores {
  /** What is put before a server's command line. */
  readonly server: readonly string[];
  /** For the reader. */
  readonly said: string;
}

/** Keeps this process on the last core, and servers on the others: where there is `taskset`, and more than one core. */
export function divideCores(): Cores {
  const last = availableParallelism() - 1;
  const isPinned = last > 0 && spawnSync("taskset", ["-a", "-c", "-p", String(last), String(process.pid)]).status === 0;
  if (!isPinned) return { server: [], said: "not pinned: load and servers share all cores" };
  return { server: ["taskset", "-c", `0-${last - 1}`], said: `servers on cores 0 to ${last - 1}, load on core ${last}` };
}
