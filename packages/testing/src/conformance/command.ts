import { parseArgs } from "node:util";
import { deviations } from "./deviations.js";
import type { Frame } from "./frames/frame.js";
import { frames } from "./frames/index.js";
import { readCaseFile } from "./format/case-file.js";
import { linesOf } from "./print.js";
import { runCases } from "./run.js";

/** What a command prints, and the code it exits with. */
export interface Report {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

const usage = `Usage: pnpm conformance --cases FILE [--adapter ${frames.map(({ name }) => name).join("|")}]`;

/** Carries out `pnpm conformance`. A file without cases is a failure: it would prove nothing. */
export async function conformance(args: readonly string[]): Promise<Report> {
  const wanted = asked(args);
  if (wanted === undefined) return { lines: [usage], exitCode: 2 };
  const verdicts = await runCases(await readCaseFile(wanted.path), wanted.chosen);
  const isPassed = verdicts.length > 0 && verdicts.every(({ failures }) => failures.length === 0);
  return { lines: linesOf(verdicts, deviations), exitCode: isPassed ? 0 : 1 };
}

/** `undefined` where it cannot be understood. */
function asked(args: readonly string[]): { readonly path: string; readonly chosen: readonly Frame[] } | undefined {
  try {
    const { cases, adapter } = parseArgs({ args: [...args], options: { cases: { type: "string" }, adapter: { type: "string" } } }).values;
    const chosen = frames.filter(({ name }) => adapter === undefined || name === adapter);
    return cases === undefined || chosen.length === 0 ? undefined : { path: cases, chosen };
  } catch {
    return undefined;
  }
}
