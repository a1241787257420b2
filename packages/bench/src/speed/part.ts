import type { Pace } from "./measuring.js";

/** How a run measures, and where it says what it finds. */
export interface Setting {
  readonly isQuick: boolean;
  readonly pace: Pace;
  /** What is put before a server's command line. */
  readonly prefix: readonly string[];
  /** Asks for tables by the words of their title. All, where there are none. */
  readonly wanted: readonly string[];
  readonly say: (table: Table) => void;
}

/** What is printed: the first row is the head. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** What something should come to, and did. */
export interface Outcome {
  readonly name: string;
  /** Whether `limit` is the least that will do, or the most. */
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly seen: number;
  readonly unit?: string;
}

/** What a part of the bench leaves behind besides its tables. */
export interface Told {
  readonly outcomes: readonly Outcome[];
  /** Every figure, for whoever reads the file. */
  readonly figures: unknown;
  readonly pictures?: readonly Picture[];
}

/** Curves over one axis. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** One thing that `pnpm bench` measures. */
export type Part = (setting: Setting) => Promise<Told>;

function isMet({ bound, limit, seen }: Outcome): boolean {
  return bound === "at least" ? seen >= limit : seen <= limit;
}

/** Targets as a table. */
export function targetsOf(outcomes: readonly Outcome[]): Table {
  const rows = outcomes.map((outcome) => {
    const { name, bound, limit, seen, unit = "" } = outcome;
    return [name, `${bound} ${limit}${unit}`, `${seen.toFixed(2)}${unit}`, isMet(outcome) ? "met" : "**missed**"];
  });
  return { title: "Targets", rows: [["", "target", "measured", ""], ...rows] };
}
