import { describe, expect, test } from "vitest";
import { grantedScopes } from "../../src/contract/scopes.js";
import { apiKeyHeader, scoped } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { statusFor } from "./status-for.js";

describe("S-292 names are compared exactly", () => {
  const others = [
    "Read",
    "READ",
    "readx",
    "rea",
    "read:all",
    "xread",
    ":read",
    "read.",
    "r\u0435ad",
    "\uff52ead",
    "read\u200b",
    "re\u0301ad",
    "read\0",
  ];

  test.each(others)("%j is not read", async (name) => {
    expect(await statusFor({ scopes: [name] }, "read")).toBe(403);
    expect(await statusFor({ scope: name }, "read")).toBe(403);
  });

  test.each<[string, unknown, number]>([
    ["a list", { scopes: ["read", "write"] }, 200],
    ["a list in another order, with repeats", { scopes: ["write", "x", "read", "write"] }, 200],
    ["text", { scope: "read write" }, 200],
    ["text in another order", { scope: "write x read" }, 200],
    ["one of two", { scope: "read" }, 403],
    ["a tab does not part names", { scope: "read\twrite" }, 403],
    ["a line break does not part names", { scope: "read\nwrite" }, 403],
    ["a comma does not part names", { scope: "read,write" }, 403],
    ["a plus sign does not part names", { scope: "read+write" }, 403],
    ["nor does a space in a list", { scopes: ["read write"] }, 403],
    ["nothing", { scopes: [] }, 403],
    ["empty text", { scope: "" }, 403],
    ["neither", {}, 403],
  ])("%s", async (_, value, status) => {
    expect(await statusFor(value, "read", "write")).toBe(status);
  });

  test("double spaces merge no names", () => {
    expect(grantedScopes({ scope: "a  b " }).filter((name) => name !== "")).toEqual(["a", "b"]);
  });
});

/** Things that say nothing about scopes, whatever they hold. */
const shapeless: readonly (readonly [string, unknown])[] = [
  ["an object", { read: true }],
  ["a number", 1],
  ["true", true],
  ["null", null],
  ["nested lists", [["read"]]],
  ["names joined in a list", ["read write"]],
  ["objects in a list", [{ toString: () => "read" }, Object("read")]],
  ["a set", new Set(["read"])],
  ["a map", new Map([["read", true]])],
  ["something like a list", { 0: "read", length: 1 }],
  ["a function", () => ["read"]],
  ["a String object", Object("read")],
  ["something that turns into text", { toString: () => "read", [Symbol.toPrimitive]: () => "read" }],
];

describe("S-293 what is of another shape grants nothing", () => {
  test.each(shapeless)("as scopes, as scope: %s", async (_, shape) => {
    expect(await statusFor({ scopes: shape }, "read")).toBe(403);
    expect(await statusFor({ scope: shape }, "read")).toBe(403);
  });

  test("a list as scope, text as scopes", async () => {
    expect(await statusFor({ scope: ["read"] }, "read")).toBe(403);
    expect(await statusFor({ scopes: "read" }, "read")).toBe(403);
  });

  test.each([
    ["text", "read"],
    ["a list", ["read"]],
    ["a number", 7],
    ["true", true],
  ] as const)("a value that is %s", async (_, value) => {
    expect(grantedScopes(value)).toEqual([]);
    expect(await statusFor(value, "read")).toBe(403);
  });

  test("a list decides where both are there", async () => {
    expect(await statusFor({ scopes: [], scope: "read" }, "read")).toBe(403);
  });

  test("a list keeps its names beside what is none", () => {
    expect(grantedScopes({ scopes: ["a", 1, null, ["b"], { c: 1 }, "d"] })).toEqual(["a", "d"]);
  });
});

test.each(["*", ".*", "read:*", "r.ad:items", "^", "(read|write):items", "read:items*", "%", "read:items\\"])(
  "S-295 %s is a name like others",
  async (name) => {
    expect(await statusFor({ scopes: [name] }, "read:items")).toBe(403);
    expect(await statusFor({ scope: name }, "read:items")).toBe(403);
    if (!name.endsWith("\\")) expect(await statusFor({ scopes: [name] }, name)).toBe(200);
  },
);

test("S-295 a demanded name is a literal too", async () => {
  expect(await statusFor({ scopes: ["read:items", "readxitems"] }, "read.items")).toBe(403);
  expect(await statusFor({ scopes: ["read:items"] }, "*")).toBe(403);
});

test("S-292 a key's scopes are compared like a token's", async () => {
  const key = apiKeyHeader({ name: "x-key", scopes: ["read"], verify: (text) => ({ scopes: [text] }) });
  const handler = fakeSecurity()({ me: scoped(key, "read") }, () => "in");
  expect((await ask(handler, "x-key: Read")).status).toBe(403);
  expect((await ask(handler, "x-key: read")).status).toBe(200);
});
