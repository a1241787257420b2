// Runs vitest on one Node and counts.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

const none = { passed: 0, failed: 1, skipped: 0 };

/** Runs the whole suite on a Node binary. Errors outside of tests count as one failure. */
export function vitest(bin, name, args = [], env = {}) {
  const file = join(root, "coverage", `vitest-${name}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, ...env } };
  const { status } = spawnSync(bin, ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], options);
  if (!existsSync(file)) return none;
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = JSON.parse(readFileSync(file, "utf8"));
  return { passed, skipped, failed: numFailedTests === 0 && status !== 0 ? 1 : numFailedTests };
}

/** Adds counts up, prints the closing line, and ends the process accordingly. */
export function finish(counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  process.exit(sum("failed") === 0 ? 0 : 1);
}
