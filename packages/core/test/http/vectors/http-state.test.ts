import { afterAll, describe, expect, test } from "vitest";
import { readCookies } from "../../../src/http/cookies.js";
import { hasVectors, readVectors, unless } from "../../jwt/vectors/folder.js";

/** What a browser was given, and what it must send back. The server's part is to read the latter. */
interface StateCase {
  readonly test: string;
  readonly sent: readonly { readonly name: string; readonly value: string }[];
}

const cases = hasVectors ? readVectors<readonly StateCase[]>("http-state", "parser.json") : [];
let read = 0;
afterAll(() => {
  if (hasVectors) console.log(`http-state: ${read} cookies read in ${cases.length} cases`);
});

describe.runIf(hasVectors)("cookies that browsers send, after http-state", () => {
  test.each(cases.map((one) => [one.test, one.sent] as const))("S-247 %s is read as it was sent, without quotes around it", (_, sent) => {
    const field = sent.map(({ name, value }) => `${name}=${value}`).join("; ");
    for (const { name } of sent) {
      const values = sent.filter((one) => one.name === name).map(({ value }) => value.replace(/^"(.*)"$/s, "$1"));
      expect(readCookies([field], name)).toEqual(values);
      read += values.length;
    }
    const strangers = ["__proto__", "constructor", "Path", "Secure"].filter((name) => sent.every((one) => one.name !== name));
    for (const name of strangers) expect(readCookies([field], name)).toEqual([]);
  });
});

if (!hasVectors) test.skip(`cookies after http-state${unless}`);
