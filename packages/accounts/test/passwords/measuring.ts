import process from "node:process";
import { performance } from "node:perf_hooks";

/** How many samples are taken of each job. 0: nothing is measured. AMPOULE_TIMING=200 wants a calm machine. */
export const rounds = Number(process.env["AMPOULE_TIMING"] ?? 0);

/**
 * Takes one sample of each job in turn, in another order each time, so that whatever else the machine does meets all alike. What it does only makes slower: so the quarter is
 * compared that is fastest, by its slowest.
 */
export async function quartiles(jobs: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, number>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, job] of shuffled(Object.entries(jobs))) {
      const start = performance.now();
      await job();
      times[name]?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, samples]) => [name, quartile(samples)]));
}

function quartile(samples: readonly number[]): number {
  return samples.toSorted((left, right) => left - right)[Math.floor(samples.length / 4)] ?? 0;
}

function shuffled<T>(list: readonly T[]): T[] {
  const keyed = list.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}

export const spreadOf = (values: readonly number[]) => (Math.max(...values) - Math.min(...values)) / Math.min(...values);
