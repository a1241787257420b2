import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

const sources = [
  "packages/*/test/**/*.ts",
  "packages/testing/src/adapter-contract/**/*.ts",
  "packages/accounts/src/testing/**/*.ts",
  "docs/examples/{test,browser}/**/*.ts",
];
/** They list ids instead of proving them. */
const lists = ["**/security-lines.test.ts", "**/requirements.test.ts", "**/faults-of-others.test.ts"];

/** Every line of a test that is no comment, by the file that it stands in. */
export function testLines(): readonly (readonly [file: string, line: string])[] {
  return globSync(sources, { cwd: root, exclude: lists }).flatMap((file) => {
    const lines = readFileSync(resolve(root, file), "utf8").split("\n");
    return lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line)).map((line) => [file, line] as const);
  });
}

/** What stands in the page, of the repository's documents. */
export function pageText(page: string): string {
  return readFileSync(resolve(root, "docs", page), "utf8");
}
