import type { Deviation } from "./rules/deviation.js";
import { agreement, type Verdict } from "./run.js";

/** What a run came to, as lines: failing cases, what each rule touched, figures for each framework, and the total. */
export function linesOf(verdicts: readonly Verdict[], deviations: readonly Deviation[]): string[] {
  const failing = verdicts.filter(({ failures }) => failures.length > 0);
  const places = [...new Set(verdicts.map(({ on }) => on))];
  return [
    ...failing.flatMap(({ id, on, failures }) => [`FAILED ${id} (${on})`, ...failures.map((line) => `  ${line}`)]),
    "",
    `Deviations, ${deviations.length} rules; how many cases each touched:`,
    ...deviations.map(({ name }) => `  ${String(touched(verdicts, name)).padStart(4)}  ${name}`),
    "",
    ...places.map((place) => `${place}: ${figures(verdicts.filter(({ on }) => on === place))}`),
    figures(verdicts),
  ];
}

/** Cases, each once however many frameworks it ran on. */
function touched(verdicts: readonly Verdict[], name: string): number {
  return new Set(verdicts.filter(({ on, rules }) => on !== agreement && rules.includes(name)).map(({ id }) => id)).size;
}

function figures(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ failures }) => failures.length > 0).length;
  return `${verdicts.length - failed} passed, ${failed} failed`;
}
