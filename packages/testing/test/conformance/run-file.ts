import { expect } from "vitest";
import { frames } from "../../src/conformance/frames/index.js";
import { readCaseFile } from "../../src/conformance/format/case-file.js";
import { runCases, type Verdict } from "../../src/conformance/run.js";

/** Runs one of the case files of our own on every framework. */
export async function runOwn(name: string): Promise<Verdict[]> {
  return runCases(await readCaseFile(new URL(`cases/${name}.json`, import.meta.url)), frames);
}

export function expectNoFailures(verdicts: readonly Verdict[]): void {
  expect(verdicts.length).toBeGreaterThan(0);
  expect(verdicts.filter(({ failures }) => failures.length > 0)).toEqual([]);
}
