import type { Framework } from "../contestant.js";
import { median } from "../figures.js";
import type { Row } from "../groups.js";
import type { Requests } from "../load.js";
import { newMaterial } from "../material.js";
import { measure, type Entry, type Round } from "../measuring.js";
import { paceOfGrowth } from "../pace.js";
import type { Curve, Setting } from "../part.js";
import { requestsOf } from "../requests.js";
import { RunningServer } from "../running.js";
import type { Order } from "../server.js";

/** One curve: who answers, and what is asked. */
export interface Line extends Pick<Row, "contestant" | "credential"> {
  readonly name: string;
  readonly framework: Framework;
}

/** How a cost grows: with what, and whose. */
export interface Experiment {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly sizes: readonly number[];
  readonly lines: readonly Line[];
}

/** What is measured at one size. */
export type Sampling = (order: Order, requests: Requests, size: number) => Entry;

/** A figure of one line at one size. */
export interface Sample {
  readonly size: number;
  readonly rounds: readonly Round[];
}

/** A server of each size. */
export const bySize: Sampling = (order, requests, size) => ({ order: { ...order, size }, requests });

/** One server, which is asked over so many connections. */
export const byConnections: Sampling = (order, requests, connections) => ({ order, requests, connections });

/** All sizes of one line, which are measured in turn. */
export async function samplesOf(
  line: Line,
  sizes: readonly number[],
  sampling: Sampling,
  { pace, prefix }: Setting,
): Promise<readonly Sample[]> {
  const { material, mint } = newMaterial("HS256");
  const requests = requestsOf(line, material, mint);
  const order: Order = { home: line.framework, contestant: line.contestant, material };
  const entries = sizes.map((size) => sampling(order, requests, size));
  const measured = await measure(entries, paceOfGrowth(pace), (asked) => RunningServer.start(asked, prefix));
  return sizes.map((size, index) => ({ size, rounds: measured[index] ?? [] }));
}

export function curveOf(name: string, samples: readonly Sample[], of: (round: Round) => number): Curve {
  return { name, points: samples.map(({ size, rounds }) => [size, median(rounds.map(of))]) };
}
