import type { Pace } from "./measuring.js";

const full: Pace = { rounds: 15, perSitting: 3, duration: 300, connections: 32, warmUp: { requests: 25_000, duration: 3_000 } };
const quick: Pace = { ...full, rounds: 6, duration: 150, warmUp: { requests: 5_000, duration: 1_000 } };

/** How a run measures: in whole sittings, of as many rounds as were asked for or a few more. @throws TypeError where that is no number of rounds. */
export function paceOf(isQuick: boolean, asked?: string): Pace {
  const pace = isQuick ? quick : full;
  const rounds = asked === undefined ? pace.rounds : Number(asked);
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError(`How many rounds are "${asked}"?`);
  return { ...pace, rounds: Math.ceil(rounds / pace.perSitting) * pace.perSitting };
}

/** Hashing takes seconds in each round, and is so slow that fewer rounds say the same. */
export function paceOfBasic(pace: Pace): Pace {
  return { ...pace, rounds: Math.min(pace.rounds, 9) };
}

/** A curve has many points, so each of them has one sitting. */
export function paceOfGrowth(pace: Pace): Pace {
  const rounds = Math.min(pace.rounds, 5);
  return { ...pace, rounds, perSitting: rounds };
}
