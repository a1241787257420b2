/** How many rounds there are, and how many of them are measured before everything is started anew. */
export interface Sittings {
  readonly rounds: number;
  readonly perSitting: number;
}

/** The numbers of each sitting's rounds. Sittings are whole, so there may be more rounds than were asked for. */
export function sittingsOf({ rounds, perSitting }: Sittings): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(rounds / perSitting) }, (_, sitting) =>
    Array.from({ length: perSitting }, (_, index) => sitting * perSitting + index),
  );
}

/** The rows in the order of a round: forward and backward by turns, so that nobody always comes after the same one. */
export function inOrder<T>(rows: readonly T[], round: number): readonly T[] {
  return round % 2 === 0 ? rows : rows.toReversed();
}
