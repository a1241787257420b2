import { describe, expect, test } from "vitest";
import { lackingChallenges, readChallengeList } from "../../src/conformance/compare/challenges.js";
import { lacking } from "../../src/conformance/compare/contains.js";

describe("challenges are compared", () => {
  test.each([
    ["Bearer", 'bearer realm="api"'],
    ['Bearer scope="a b"', 'Bearer realm="api", error="x", scope="a b"'],
    ["Basic", 'Bearer realm="a, Basic b", Basic realm="api", charset="UTF-8"'],
    ['Basic realm="a\\"b"', 'Basic realm="a\\"b", charset="UTF-8"'],
    ["Scram-Sha-256", 'SCRAM-SHA-256 realm="api"'],
    [null, null],
  ])("%s is in %s", (expected, got) => {
    expect(lackingChallenges(expected, got)).toEqual([]);
  });

  test.each([
    ["Bearer", null],
    [null, "Bearer"],
    ["Basic", 'Bearer realm="Basic"'],
    ["Basic", 'Bearer realm="a, Basic b"'],
    ['Bearer scope="a"', 'Bearer scope="a b"'],
    ['Bearer scope="a"', 'Bearer realm="api"'],
    ['Basic realm="a"b"', 'Basic realm="a"b"'],
    ["Bearer", 'Bearer realm="never closed'],
  ])("%s is not in %s", (expected, got) => {
    expect(lackingChallenges(expected, got)).toHaveLength(1);
  });

  test("a list keeps parameters with the challenge that they belong to", () => {
    const read = readChallengeList('A x="1", y=2, B, C z="3"')?.map(({ scheme, parameters }) => [scheme, ...parameters.keys()]);
    expect(read).toEqual([["a", "x", "y"], ["b"], ["c", "z"]]);
  });
});

describe("JSON is contained", () => {
  test.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [[{ a: 1 }], [{ a: 1, b: 2 }]],
    [{ $any: "string" }, "x"],
    [null, null],
  ])("%j in %j", (expected, got) => {
    expect(lacking(expected, got)).toEqual([]);
  });

  test.each([
    [{ a: 1 }, { b: 1 }],
    [[1], [1, 2]],
    [{}, []],
    [{ $any: "string" }, 1],
    [{ toString: 1 }, {}],
    [null, undefined],
    ["1", 1],
  ])("%j not in %j", (expected, got) => {
    expect(lacking(expected as never, got)).toHaveLength(1);
  });
});
