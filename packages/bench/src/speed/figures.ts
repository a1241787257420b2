/** The middle one; of an even number, the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, upper) : (at(sorted, upper - 1) + at(sorted, upper)) / 2;
}

/** What so many of a hundred are not above. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return at(sorted, Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1));
}

function at(figures: readonly number[], index: number): number {
  return figures[index] ?? Number.NaN;
}
