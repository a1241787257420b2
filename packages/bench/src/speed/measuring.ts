import { percentile } from "./figures.js";
import { ask, type Load, type Requests } from "./load.js";
import type { RunningServer } from "./running.js";

/** One row of a table while it is being measured. */
export interface Entry {
  readonly name: string;
  readonly server: RunningServer;
  readonly requests: Requests;
}

/** What one round of one entry came to. */
export interface Round {
  /** Requests per second. */
  readonly throughput: number;
  /** Microseconds of the server's processor time, in all threads, for each request. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface Pace {
  readonly rounds: number;
  readonly connections: number;
  /** Milliseconds of one entry in one round. */
  readonly duration: number;
  /** Requests before the first round, so that everything is compiled; and milliseconds after which that is enough. */
  readonly warmUp: { readonly requests: number; readonly duration: number };
}

/** Measures entries in turn, over and over, so that whatever else the machine does meets all of them. Each warms up first. */
export async function measure(
  entries: readonly Entry[],
  { rounds, connections, duration, warmUp }: Pace,
): Promise<readonly (readonly Round[])[]> {
  const measured: Round[][] = entries.map(() => []);
  for (const { server, requests } of entries)
    await ask({ port: server.port, requests, connections, duration: warmUp.duration, most: warmUp.requests });
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, entry] of entries.entries()) measured[index]?.push(await measureOnce(entry, { connections, duration }));
  }
  return measured;
}

async function measureOnce({ server, requests }: Entry, pace: Pick<Load, "connections" | "duration">): Promise<Round> {
  const before = await server.report();
  const { count, elapsed, latencies } = await ask({ ...pace, requests, port: server.port });
  const after = await server.report();
  return {
    throughput: (count * 1_000) / elapsed,
    cpu: (after.cpu - before.cpu) / count,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}
