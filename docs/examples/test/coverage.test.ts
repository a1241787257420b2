import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { root, testLines } from "./test-lines.js";

/** What a machine or a harness may lack: a calm clock, a server, vectors and cases of others, means of a framework. */
const conditions =
  /process\.env\["AMPOULE_\w+"\] === |rounds === 0|given === undefined|if \(!hasVectors\)|if \(mongo === ""\)|context\.skip\(/;

test("L6 nothing is left out of coverage", () => {
  const files = globSync("packages/*/src/**/*.ts", { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  expect(
    files.filter((file) => /\b(?:v8|c8|istanbul|node:coverage) (?:ignore|disable)/.test(readFileSync(resolve(root, file), "utf8"))),
  ).toEqual([]);
});

test("L6 no test is switched off, but for what a machine lacks", () => {
  const off = testLines().filter(([file, line]) => !file.endsWith("/coverage.test.ts") && /\.(?:skip|skipIf|todo|only|fails)\b/.test(line));
  expect(off.filter(([, line]) => !conditions.test(line))).toEqual([]);
});
