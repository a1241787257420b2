import "reflect-metadata";
import { describe, expect, test } from "vitest";
import { deviations } from "../../src/conformance/deviations.js";
import { frames } from "../../src/conformance/frames/index.js";
import { readCaseFile } from "../../src/conformance/format/case-file.js";
import { runCases } from "../../src/conformance/run.js";
import { expectNoFailures, runOwn } from "./run-file.js";

const own = ["schemes", "forms", "documents", "graphs", "apps"];
const given = process.env["AMPOULE_CASES"];

describe("the case runner, over case files of our own", () => {
  test.each(own)("%s: every case passes on every framework, and the frameworks agree", { timeout: 60_000 }, async (name) => {
    expectNoFailures(await runOwn(name));
  });

  test("every rule of the deviations is there for a reason: some case of ours meets it", { timeout: 60_000 }, async () => {
    const verdicts = (await Promise.all(own.map(runOwn))).flat();
    const met = new Set(verdicts.flatMap(({ rules }) => rules));
    expect(deviations.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
  });
});

describe("the case runner, over the file that AMPOULE_CASES names", () => {
  test.skipIf(given === undefined)("every case passes on every framework, and the frameworks agree", { timeout: 600_000 }, async () => {
    expectNoFailures(await runCases(await readCaseFile(given ?? ""), frames));
  });
});
