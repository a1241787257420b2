import { expect, test } from "vitest";
import { allOf, anyOf, map, optional, policy, require, type AnyProvider } from "../../src/index.js";
import { custom, key, otherKey, token, user, who, type Sent } from "./callers.js";

const pair = allOf({ token, key });
const table: readonly (readonly [string, AnyProvider, Sent, unknown])[] = [
  ["two schemes in one header, the first", anyOf(token, user), ["token"], { is: "token" }],
  ["two schemes in one header, the second", anyOf(token, user), ["basic"], { is: "basic" }],
  ["two schemes in one header, a bad first", anyOf(user, token), ["badToken"], 401],
  ["a pair or one, the pair", anyOf(pair, key), ["token", "key"], { token: { is: "token" }, key: { is: "key" } }],
  ["a pair or one, the one", anyOf(pair, key), ["key"], { is: "key" }],
  ["a pair or one, half of the pair", anyOf(pair, key), ["token"], 401],
  ["a pair or another, half of the pair and the other", anyOf(pair, otherKey), ["token", "other"], 400],
  [
    "a pair with an optional part or that part alone, both",
    anyOf(allOf({ token, extra: optional(key) }), key),
    ["token", "key"],
    {
      token: { is: "token" },
      extra: { is: "key" },
    },
  ],
  ["nested, the inner", anyOf(anyOf(token, key), otherKey), ["key"], { is: "key" }],
  ["nested, the outer", anyOf(anyOf(token, key), otherKey), ["other"], { is: "other" }],
  ["nested, a bad inner", anyOf(anyOf(token, key), otherKey), ["badKey"], 401],
  ["nested, two inner ones at once", anyOf(anyOf(token, key), otherKey), ["token", "key"], 400],
  ["nested, an inner and the outer at once", anyOf(anyOf(token, key), otherKey), ["token", "other"], 400],
  ["nested below a policy, two at once", anyOf(require(anyOf(token, key), policy("any", () => true)), otherKey), ["token", "other"], 400],
  [
    "nested last, two at once",
    anyOf(
      otherKey,
      map(anyOf(token, key), (one) => one),
    ),
    ["key", "other"],
    400,
  ],
  [
    "anyOf in allOf, both",
    allOf({ any: anyOf(token, key), other: otherKey }),
    ["key", "other"],
    { any: { is: "key" }, other: { is: "other" } },
  ],
  ["anyOf in allOf, the choice is missing", allOf({ any: anyOf(token, key), other: otherKey }), ["other"], 401],
  [
    "two anyOf in allOf",
    allOf({ a: anyOf(token, key), b: anyOf(user, otherKey) }),
    ["token", "other"],
    { a: { is: "token" }, b: { is: "other" } },
  ],
  ["optional anyOf, nothing", optional(anyOf(token, key)), [], null],
  ["optional anyOf, a bad one", optional(anyOf(token, key)), ["badKey"], 401],
  ["optional anyOf, two at once", optional(anyOf(token, key)), ["token", "key"], 400],
  ["optional of a pair, nothing", optional(pair), [], null],
  ["optional of a pair, a bad half of it", optional(pair), ["badToken"], 401],
  ["optional of optional", optional(optional(token)), [], null],
  ["a custom provider, absent", custom, [], 401],
  ["a custom provider, optional and absent", optional(custom), [], null],
  ["a custom provider, optional and bad", optional(custom), ["badCustom"], 401],
  ["a custom provider before a scheme", anyOf(custom, token), ["custom"], { is: "custom" }],
  ["a custom provider before a scheme, absent", anyOf(custom, token), ["token"], { is: "token" }],
  ["a custom provider before a scheme, bad", anyOf(custom, token), ["badCustom", "token"], 401],
  ["a custom provider after a scheme", anyOf(token, custom), ["custom"], { is: "custom" }],
  ["a custom provider after a scheme, both there", anyOf(token, custom), ["token", "badCustom"], { is: "token" }],
  [
    "two custom ones, absent",
    anyOf(
      custom,
      map(custom, (one) => one),
    ),
    [],
    401,
  ],
];

test.each(table)("%s", async (_, of, sent, expected) => {
  expect(await who(of, sent)).toEqual(expected);
});
