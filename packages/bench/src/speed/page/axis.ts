/** Where a value lies on an axis, from 0 to 1, and what is written there. */
export interface Axis {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** Powers of ten, equally far from each other. */
export function logarithmic(values: readonly number[]): Axis {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { at: (value) => (Math.log10(value) - low) / (high - low), ticks };
}

/** From nothing, in steps of 1, 2 or 5 times a power of ten. */
export function linear(values: readonly number[]): Axis {
  const most = Math.max(...values);
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((wide) => most / wide <= 5) ?? 10 * power;
  const end = Math.ceil(most / step) * step;
  return { at: (value) => value / end, ticks: Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step) };
}

/** A linear one, unless the small would be lost in it. */
export function fitting(values: readonly number[]): Axis {
  return Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 20 ? logarithmic(values) : linear(values);
}
