import type { CaseFile } from "./format/case-file.js";
import { difference } from "./compare/contains.js";
import type { Frame } from "./frames/frame.js";
import { messageOf, type Outcome } from "./outcome.js";
import { tasksOf, type Task } from "./tasks.js";

/** What became of one case on one framework, or between frameworks. */
export interface Verdict {
  readonly id: string;
  /** The framework's name, or `agreement`. */
  readonly on: string;
  readonly failures: readonly string[];
  readonly rules: readonly string[];
}

/** Where verdicts about all frameworks together belong. */
export const agreement = "agreement";

/** Runs every case of a file on each framework, and holds the frameworks' answers against each other. */
export async function runCases(file: CaseFile, frames: readonly Frame[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const task of tasksOf(file)) {
    const outcomes: Outcome[] = [];
    for (const frame of frames) outcomes.push(await attempt(task, frame));
    verdicts.push(...outcomes.map(({ failures, rules }, index) => ({ id: task.id, on: frames[index]?.name ?? "", failures, rules })));
    if (frames.length > 1) verdicts.push({ id: task.id, on: agreement, failures: disagreements(outcomes, frames), rules: [] });
  }
  return verdicts;
}

/** What cannot be built or run fails its own case only. */
async function attempt({ run }: Task, frame: Frame): Promise<Outcome> {
  try {
    return await run(frame);
  } catch (error) {
    return { failures: [messageOf(error)], rules: [], seen: messageOf(error) };
  }
}

function disagreements(outcomes: readonly Outcome[], frames: readonly Frame[]): string[] {
  const [first, ...others] = outcomes.map(({ seen }) => JSON.stringify(seen));
  return others.flatMap((other, index) => {
    const pair = `the answer of ${frames[index + 1]?.name ?? ""} beside that of ${frames[0]?.name ?? ""}`;
    return other === first ? [] : [difference(pair, first, other)];
  });
}
