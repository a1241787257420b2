import { percentile } from "./figures.js";
import { ask, type Load, type Requests } from "./load.js";
import type { Order } from "./server.js";
import { Servers, type Measurable, type Start } from "./servers.js";
import { inOrder, sittingsOf, type Sittings } from "./sittings.js";

/** One row of a table: who is asked, and what. Rows with the same order share a server. */
export interface Entry {
  readonly order: Order;
  readonly requests: Requests;
  /** Default: what the pace says. */
  readonly connections?: number;
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

export interface Pace extends Sittings {
  readonly connections: number;
  /** Milliseconds of one entry in one round. */
  readonly duration: number;
  /** Requests before the first round of a sitting, so that everything is compiled; and milliseconds after which that is enough. */
  readonly warmUp: { readonly requests: number; readonly duration: number };
}

/** An entry in one sitting. */
interface Seat extends Pick<Load, "requests" | "connections"> {
  readonly server: Measurable;
  readonly rounds: Round[];
}

/**
 * Measures entries in turn, round after round, so that whatever else the machine does meets all of them. Each sitting starts every server anew and warms it up: a process that is lucky with its memory or its compiler is so for a few rounds, not for all.
 * Gives the rounds of each entry, those of all sittings after one another.
 */
export async function measure(entries: readonly Entry[], pace: Pace, start: Start): Promise<readonly (readonly Round[])[]> {
  const measured: Round[][] = entries.map(() => []);
  for (const rounds of sittingsOf(pace)) {
    const servers = new Servers(start);
    try {
      const seats: Seat[] = [];
      for (const [index, { order, requests, connections = pace.connections }] of entries.entries())
        seats.push({ server: await servers.of(order), requests, connections, rounds: measured[index] ?? [] });
      await sit(seats, rounds, pace);
    } finally {
      await servers.stop();
    }
  }
  return measured;
}

async function sit(seats: readonly Seat[], rounds: readonly number[], { duration, warmUp }: Pace): Promise<void> {
  for (const { server, requests, connections } of seats)
    await ask({ port: server.port, requests, connections, duration: warmUp.duration, most: warmUp.requests });
  // The first round after that is slower, by half for some and hardly for others, so it does not count.
  for (const seat of seats) await measureOnce(seat, duration);
  for (const round of rounds) for (const seat of inOrder(seats, round)) seat.rounds.push(await measureOnce(seat, duration));
}

async function measureOnce({ server, requests, connections }: Seat, duration: number): Promise<Round> {
  const before = await server.report();
  const { count, elapsed, latencies } = await ask({ port: server.port, requests, connections, duration });
  const after = await server.report();
  return {
    throughput: (count * 1_000) / elapsed,
    cpu: (after.cpu - before.cpu) / count,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}
