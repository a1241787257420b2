import type { Framework } from "../contestant.js";
import { median } from "../figures.js";
import type { Row } from "../groups.js";
import { newMaterial } from "../material.js";
import { measure, type Entry, type Round } from "../measuring.js";
import type { Curve, Setting } from "../part.js";
import { requestsOf } from "../requests.js";
import { RunningServer } from "../running.js";

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

/** A figure of one line at one size. */
export interface Sample {
  readonly size: number;
  readonly rounds: readonly Round[];
}

/** Servers of each size, which are measured in turn. */
export async function bySize(line: Line, sizes: readonly number[], { pace, prefix }: Setting): Promise<readonly Sample[]> {
  const { material, mint } = newMaterial("HS256");
  const { framework: home, contestant } = line;
  const requests = requestsOf(line, material, mint);
  const entries: Entry[] = [];
  try {
    for (const size of sizes) {
      const server = await RunningServer.start({ home, contestant, material, size }, prefix);
      entries.push({ name: `${size}`, server, requests });
    }
    const measured = await measure(entries, pace);
    return sizes.map((size, index) => ({ size, rounds: measured[index] ?? [] }));
  } finally {
    await Promise.all(entries.map(({ server }) => server.stop()));
  }
}

/** One server, which is asked over so many connections. */
export async function byConnections(line: Line, sizes: readonly number[], { pace, prefix }: Setting): Promise<readonly Sample[]> {
  const { material, mint } = newMaterial("HS256");
  const { framework: home, contestant } = line;
  const requests = requestsOf(line, material, mint);
  return RunningServer.during({ home, contestant, material }, { prefix }, async (server) => {
    const samples: Sample[] = [];
    for (const connections of sizes) {
      const [rounds = []] = await measure([{ name: line.name, server, requests }], { ...pace, connections });
      samples.push({ size: connections, rounds });
    }
    return samples;
  });
}

export function curveOf(name: string, samples: readonly Sample[], of: (round: Round) => number): Curve {
  return { name, points: samples.map(({ size, rounds }) => [size, median(rounds.map(of))]) };
}
