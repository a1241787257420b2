import { describe, expect, test } from "vitest";
import { roles } from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";
import { decided } from "./decisions.js";

const statements = { article: ["read", "write", "publish"], comment: ["read", "delete"], articles: ["read"] } as const;
const names = ["article:read", "article:write", "article:publish", "comment:read", "comment:delete", "articles:read"] as const;

const permissionsOf = (told: readonly string[], superRole?: "root") =>
  roles(
    { member: [], editor: ["member"], moderator: ["member"], chief: ["editor", "moderator"], all: [], root: [] },
    { of: () => told, ...(superRole && { superRole }) },
  ).permissions(statements, {
    member: ["article:read", "comment:read"],
    editor: ["article:*"],
    moderator: ["comment:delete"],
    all: ["*"],
  });

async function held(told: readonly string[], superRole?: "root"): Promise<string[]> {
  const permission = permissionsOf(told, superRole);
  const statuses = await Promise.all(names.map(async (name) => (await decided(permission(name))).status));
  return names.filter((_, index) => statuses[index] === 200);
}

describe("what roles may", () => {
  test.each([
    [["member"], ["article:read", "comment:read"]],
    [["editor"], ["article:read", "article:write", "article:publish", "comment:read"]],
    [["moderator"], ["article:read", "comment:read", "comment:delete"]],
    [["chief"], names.slice(0, 5)],
    [["all"], names],
    [["root"], []],
    [[], []],
  ])("%j may %j: inclusion and declared wildcards count, and `article:*` is not `articles`", async (told, expected) => {
    expect(await held(told)).toEqual(expected);
  });

  test("S-295 wildcards and permissions that a principal tells open nothing", async () => {
    expect(await held(["*", "article:*", "article:write", "article", ":"])).toEqual([]);
  });

  test("S-294 nothing is held by inheritance", async () => {
    expect(await held(["constructor", "__proto__", "toString"])).toEqual([]);
    for (const name of ["__proto__", "constructor", "article:toString", "toString:read"])
      expect(refusalOf(() => permissionsOf([])(name as "article:read")).message).toContain(`no permission "${name}"`);
  });

  test("S-292 a permission is compared exactly", () => {
    for (const name of [
      "article:Read",
      "article:read ",
      "article",
      "article:",
      ":read",
      "article:reads",
      "article:*",
      "*",
      "*:*",
      "article:read:all",
    ])
      expect(
        refusalOf(() => permissionsOf([])(name as "article:read")),
        name,
      ).toMatchObject({ code: "invalid_option" });
  });

  test("H9 a super role has all of them, and is told of", async () => {
    expect(await held(["root"], "root")).toEqual(names);
    const { events } = await decided(permissionsOf(["root"], "root")("comment:delete"));
    expect(events).toMatchObject([{ type: "super_role", code: "permission comment:delete", reason: "root" }, { type: "granted" }]);
  });

  test("the operator hears which permission was missing, and what was held", async () => {
    const { events } = await decided(permissionsOf(["editor"])("comment:delete"));
    expect(events).toMatchObject([{ type: "denied", code: "permission comment:delete", reason: "has editor" }]);
  });
});

describe("what cannot be does not start", () => {
  const role = roles({ member: [] }, { of: () => [] });
  const declare = (statements: unknown, grants: unknown) => () =>
    role.permissions(statements as { item: ["read"] }, grants as { member: ["*"] });
  test.each([
    ["an undeclared role", { item: ["read"] }, { admin: ["item:read"] }, 'no role "admin"; declared are: member'],
    ["an undeclared action", { item: ["read"] }, { member: ["item:wirte"] }, 'no permission "item:wirte"; declared are: item:read'],
    ["a wildcard over an undeclared resource", { item: ["read"] }, { member: ["thing:*"] }, '"thing:*"'],
    ["a wildcard over resources", { item: ["read"] }, { member: ["*:read"] }, '"*:read"'],
    ["a colon in a name", { "item:a": ["read"] }, {}, '"item:a"'],
    ["a star as an action", { item: ["*"] }, {}, '"*"'],
    ["a space", { item: ["read all"] }, {}, '"read all"'],
    ["an empty name", { item: [""] }, {}, '""'],
    ["what is no list", { item: "read" }, {}, '"item"'],
    ["grants that are no list", { item: ["read"] }, { member: "item:read" }, '"member"'],
    ["grants that are inherited", { item: ["read"] }, Object.create({ member: ["*"] }), "plain object"],
  ])("%s", (_, statements, grants, words) => {
    const error = refusalOf(declare(statements, grants));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_option" });
    expect(error.message).toContain(words);
  });
});
