import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  apiKeyHeader,
  basic,
  bearer,
  map,
  narrow,
  optional,
  policy,
  provider,
  require,
  scoped,
  Security,
  SecurityProvider,
  type AnyProvider,
  type ProviderValue,
} from "../../src/index.js";
import { FakeApp, fakeSecurity } from "../adapt/fake-framework.js";

const token = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: [""] }) }, { schemeName: "T" });
const key = apiKeyHeader({ name: "x-key", schemeName: "K", verify: (text) => ({ text }) });
const user = basic({ schemeName: "B", verify: (credentials) => credentials });
const calm = policy("calm", () => true);
const kind = policy("kind", () => true);
class CurrentUser extends SecurityProvider<string> {
  provide(@Security(token, "read") { sub }: { sub: string }): string {
    return sub;
  }
}

function reportOf(of: AnyProvider, ...scopes: never[]) {
  const secure = fakeSecurity();
  return secure.report(new FakeApp().add("GET", "/", [secure.guard(of, ...scopes)]))[0];
}

const words: readonly (readonly [string, AnyProvider, string])[] = [
  ["a scheme", token, "T"],
  ["a scope", scoped(token, "read"), "T (read)"],
  ["two uses with a scope each", allOf({ a: scoped(token, "read"), b: scoped(token, "write") }), "T (read write)"],
  ["a class with a scope of its own", CurrentUser, "T (read)"],
  ["a class and a scope from above", allOf({ me: CurrentUser, writer: scoped(token, "write") }), "T (read write)"],
  [
    "a function and map: what stands below",
    map(
      provider({ token, key }, () => 1),
      (one) => one,
    ),
    "T and K",
  ],
  ["anyOf", anyOf(token, key, user), "T or K or B"],
  [
    "anyOf of the same",
    anyOf(
      token,
      map(token, () => 1),
    ),
    "T",
  ],
  ["anyOf of scopes", anyOf(scoped(token, "read"), scoped(token, "write")), "T (read) or T (write)"],
  ["a scope over anyOf reaches only who declares it", allOf({ any: anyOf(scoped(token, "read"), key) }), "T (read) or K"],
  ["allOf of anyOf: every combination", allOf({ a: anyOf(token, key), b: user }), "T and B or K and B"],
  ["two anyOf: every combination", allOf({ a: anyOf(token, key), b: anyOf(user, key) }), "T and B or T and K or K and B or K"],
  ["anyOf of allOf", anyOf(allOf({ token, key }), user), "T and K or B"],
  ["optional", optional(token), "T or nothing"],
  ["optional anyOf", optional(anyOf(token, key)), "T or K or nothing"],
  ["optional beside required", allOf({ a: optional(token), key }), "T and K or K"],
  ["optional beside the same, required", allOf({ a: optional(token), token }), "T"],
  ["optional beside optional", allOf({ a: optional(token), b: optional(key) }), "T and K or T or K or nothing"],
  ["a policy", require(token, calm), "T, if calm"],
  ["policies from the inside out", require(narrow(token, "admin", (one): one is typeof one => true), calm), "T, if admin and calm"],
  ["a policy over anyOf holds for each", require(anyOf(token, key), calm), "T, if calm or K, if calm"],
  ["a policy in anyOf holds for its own", anyOf(require(token, calm), require(key, kind)), "T, if calm or K, if kind"],
  ["policies of all parts", allOf({ a: require(token, calm), b: require(key, kind) }), "T and K, if calm and kind"],
  [
    "a scope over nested combinations",
    narrow(scoped(optional(token), "write"), "x", (one): one is typeof one => true),
    "T (write), if x or nothing, if x",
  ],
];

test.each(words)("%s, in words", (_, of, requires) => {
  expect(reportOf(of)?.requires).toBe(requires);
});

describe("lists", () => {
  test("schemes, scopes and policies are listed once each, in order", () => {
    const admin = require(scoped(anyOf(token, CurrentUserOrWriter()), "read"), kind);
    expect(reportOf(allOf({ admin, again: require(key, kind), calm: require(token, calm) }))).toMatchObject({
      schemes: ["T", "K"],
      scopes: ["read", "write"],
      policies: ["kind", "calm"],
    });
  });

  function CurrentUserOrWriter() {
    return map(scoped(token, "write"), (one) => one);
  }
});

test("a provider without a scheme never makes a route look as if it asked nothing", () => {
  const alone = provider({}, () => "somebody");
  expect(reportOf(alone)).toMatchObject({ access: "secured", schemes: [] });
  expect(reportOf(alone)?.requires).not.toBe("nothing");
});

test("a graph in which many ways lead to everything is worked out in one piece", () => {
  let level: ProviderValue<unknown, string> = token;
  for (let depth = 0; depth < 60; depth += 1) {
    const below = level;
    level = provider({ left: below, right: provider({ below }, () => 1) }, () => 1);
  }
  const maybe = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`n${index}`, optional(bearer(() => ({})))]));
  const secure = fakeSecurity();
  const app = new FakeApp().add("GET", "/deep", [secure({ level }, () => 1)]).add("GET", "/wide", [secure(maybe, () => 1)]);
  expect(secure.report(app).map(({ access }) => access)).toEqual(["secured", "optional"]);
});
