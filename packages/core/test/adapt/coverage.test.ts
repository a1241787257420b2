import { describe, expect, test } from "vitest";
import { covers, type PathMatcher } from "../../src/adapter.js";

const matcher = (pattern: RegExp): PathMatcher => ({ matches: (path) => pattern.test(path) });
const everything = matcher(/^/);

type Case = readonly [title: string, middleware: RegExp, route: RegExp, pattern: string | RegExp];

const covered: readonly Case[] = [
  ["the same path", /^\/admin$/, /^\/admin$/, "/admin"],
  ["a prefix", /^\/admin(?:\/|$)/, /^\/admin\/users$/, "/admin/users"],
  ["everything", /^/, /^\/admin\/users\/?$/i, "/admin/users"],
  ["equally lax in case", /^\/admin(?:\/|$)/i, /^\/admin\/users$/i, "/admin/users"],
  ["laxer in case", /^\/admin$/i, /^\/admin$/, "/admin"],
  ["equally lax about the slash behind", /^\/admin\/?$/, /^\/admin\/?$/, "/admin"],
  ["a parameter above a parameter", /^\/users\/[^/]+\/?$/, /^\/users\/[^/]+\/?$/, "/users/:id"],
  ["a prefix above a limited parameter", /^\/users(?:\/|$)/, /^\/users\/[0-9]+$/, "/users/:id{[0-9]+}"],
  ["a prefix above a wildcard", /^\/files(?:\/|$)/, /^\/files\/.*$/, "/files/*path"],
  ["both shapes of an optional part", /^\/items(?:\/|$)/, /^\/items(?:\/[^/]+)?$/, "/items{/:id}"],
  ["both shapes of an optional part in an optional part", /^\/a(?:\/|$)/, /^\/a(?:\/b(?:\/[^/]+)?)?$/, "/a{/b{/:id}}"],
  ["every sample, for a pattern that is not text", /^/, /admin/, /admin/],
];

const notCovered: readonly Case[] = [
  ["another path", /^\/user$/, /^\/admin$/, "/admin"],
  ["a path that only begins alike", /^\/admin(?:\/|$)/, /^\/administrators$/, "/administrators"],
  ["a deeper path", /^\/admin\/users$/, /^\/admin$/, "/admin"],
  ["stricter in case", /^\/admin$/, /^\/admin$/i, "/admin"],
  ["stricter in case, in capitals", /^\/ADMIN$/, /^\/ADMIN$/i, "/ADMIN"],
  ["stricter in case, in both", /^\/Admin$/, /^\/Admin$/i, "/Admin"],
  ["stricter about the slash behind", /^\/admin$/, /^\/admin\/?$/, "/admin"],
  ["only the shape with the optional part", /^\/items\/[^/]+$/, /^\/items(?:\/[^/]+)?$/, "/items{/:id}"],
  ["only the shape without it", /^\/items$/, /^\/items(?:\/[^/]+)?$/, "/items{/:id}"],
  ["only the shape with an optional parameter", /^\/items\/[^/]+\/?$/, /^\/items(?:\/[^/]+)?\/?$/, "/items/:id?"],
  ["numbers only, above any value", /^\/users\/[0-9]+$/, /^\/users\/[^/]+$/, "/users/:id"],
  ["letters only, above any value", /^\/users\/[a-z]+$/i, /^\/users\/[^/]+$/, "/users/:id"],
  ["one segment, above a wildcard", /^\/files\/[^/]+\/?$/, /^\/files\/.*$/, "/files/*path"],
  ["a fixed value, above any value", /^\/users\/me(?:\/|$)/, /^\/users\/[^/]+$/, "/users/:id"],
  ["part of what a pattern that is not text may answer", /^\/admin/, /admin/, /admin/],
];

describe("a middleware covers a route where it is", () => {
  test.each(covered)("%s", (_, middleware, route, pattern) => {
    expect(covers(matcher(middleware), matcher(route), pattern)).toBe(true);
  });
});

describe("a middleware does not cover a route where it is", () => {
  test.each(notCovered)("%s", (_, middleware, route, pattern) => {
    expect(covers(matcher(middleware), matcher(route), pattern)).toBe(false);
  });
});

test("where no sample is a path of the route, nothing is believed", () => {
  expect(covers(everything, matcher(/^\/x\d{40}$/), "/x:id")).toBe(false);
});

test("a route is asked once which samples it answers, for all middleware above it, and again for another pattern", () => {
  let asked = 0;
  const route: PathMatcher = { matches: (path) => (asked++, path.startsWith("/a")) };
  expect(covers(everything, route, "/a/:id")).toBe(true);
  const first = asked;
  expect(covers(matcher(/^\/b/), route, "/a/:id")).toBe(false);
  expect(asked).toBe(first);
  expect(covers(everything, route, "/b")).toBe(false);
  expect(asked).toBeGreaterThan(first);
});
