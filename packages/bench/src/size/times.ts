import { fileURLToPath } from "node:url";
import { frameworks } from "../speed/contestant.js";
import { median } from "../speed/figures.js";
import { said } from "./child.js";
import { loaded } from "./sizes.js";

/** What a start costs, in milliseconds. */
export interface Time {
  readonly name: string;
  readonly ms: number;
  /** The same without us: what is said of nothing, or of the framework alone. */
  readonly without: number;
}

const empty = fileURLToPath(new URL("empty.js", import.meta.url));

/** What importing each entry takes, less what importing an empty file does: medians over as many processes. */
export function importTimes(processes: number): readonly Time[] {
  const files = [empty, ...loaded.map(({ file }) => file)];
  const [nothing = Number.NaN, ...medians] = inTurn(processes, files, (file) => said("importing.js", [file]));
  return loaded.map(({ name }, index) => ({ name, ms: (medians[index] ?? Number.NaN) - nothing, without: nothing }));
}

/** What declaring and sealing so many routes behind a token takes, on each framework; and the framework without. */
export function setUpTimes(routes: number, processes: number): readonly Time[] {
  const runs = frameworks.flatMap((framework) => ["ampoule, among routes", "no auth"].map((contestant) => [framework, contestant]));
  const medians = inTurn(processes, runs, (run) => said("setting-up.js", [...run, `${routes}`]));
  return frameworks.map((name, index) => {
    const [ms = Number.NaN, without = Number.NaN] = medians.slice(index * 2);
    return { name, ms, without };
  });
}

/** The median of each, measured in turn. */
function inTurn<T>(rounds: number, subjects: readonly T[], measure: (subject: T) => number): readonly number[] {
  const found = Array.from({ length: rounds }, () => subjects.map(measure));
  return subjects.map((_, index) => median(found.map((round) => round[index] ?? Number.NaN)));
}
