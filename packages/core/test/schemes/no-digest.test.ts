import { expect, test } from "vitest";
import * as core from "../../src/index.js";

test("G6 nothing is called Digest that would only take a header apart", () => {
  expect(Object.keys(core).filter((name) => /digest/i.test(name))).toEqual([]);
});
