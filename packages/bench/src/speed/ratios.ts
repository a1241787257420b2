import { median, percentile } from "./figures.js";
import type { Measured } from "./run-group.js";

/** How one row compares with another: the median over the rounds of what they did in the same round, and what eight of ten rounds were within. */
export interface Ratio {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** What one row came to beside another, round by round: requests per second, unless it says otherwise. `undefined` where one of them was not measured. */
export function ratioOf(
  { rows }: Measured,
  name: string,
  to: string,
  figure: "throughput" | "cpu" | "p99" = "throughput",
): Ratio | undefined {
  const [above, below] = [name, to].map((asked) => rows.find((row) => row.name === asked)?.rounds);
  if (above === undefined || below === undefined) return undefined;
  const ratios = above.map((one, round) => one[figure] / (below[round]?.[figure] ?? Number.NaN));
  return { middle: median(ratios), low: percentile(ratios, 10), high: percentile(ratios, 90) };
}
