import { describe, expect, test } from "vitest";
import { ConfigurationError, policies, roles, type Policy, type SecurityEvent } from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";
import { decided } from "./decisions.js";

const hierarchy = { guest: [], member: ["guest"], editor: ["member"], auditor: ["member"], admin: ["editor", "auditor"] } as const;

/** What Alice may, who tells these roles. */
const telling = (told: unknown) => roles(hierarchy, { of: () => told });
const statusOf = async (policy: Policy<unknown>): Promise<number> => (await decided(policy)).status;

describe("a role has what it includes", () => {
  test.each([
    ["admin", ["guest", "member", "editor", "auditor", "admin"]],
    ["editor", ["guest", "member", "editor"]],
    ["auditor", ["guest", "member", "auditor"]],
    ["member", ["guest", "member"]],
    ["guest", ["guest"]],
  ] as const)("%s is %j", async (own, expected) => {
    const role = telling([own]);
    const names = Object.keys(hierarchy) as (keyof typeof hierarchy)[];
    const held: string[] = [];
    for (const name of names) if ((await statusOf(role(name))) === 200) held.push(name);
    expect(held).toEqual(expected);
  });

  test("several roles add up, and one may be told as it is", async () => {
    expect(await statusOf(telling(["guest", "editor"])("member"))).toBe(200);
    expect(await statusOf(telling("admin")("editor"))).toBe(200);
    expect(await statusOf(telling(["guest"])("member"))).toBe(403);
  });
});

describe("what is told is compared exactly", () => {
  test.each([["Admin"], ["admin "], [" admin"], ["adm"], ["admin,editor"], ["admin editor"], ["adminx"], ["ａdmin"], ["admin\0"]])(
    "S-292 %j is not admin",
    async (name) => {
      expect(await statusOf(telling([name])("admin"))).toBe(403);
      expect(await statusOf(telling(name)("admin"))).toBe(403);
    },
  );

  test.each([
    [{ admin: true }],
    [{ 0: "admin", length: 1 }],
    [[["admin"]]],
    [[{ toString: (): string => "admin" }]],
    [new Set(["admin"])],
    [1],
    [true],
    [null],
    [undefined],
    [[]],
  ])("S-293 %j holds no role", async (told) => {
    expect(await statusOf(telling(told)("guest"))).toBe(403);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "S-294 %s is held by nobody, and is no role",
    async (name) => {
      expect(await statusOf(telling([name])("guest"))).toBe(403);
      expect(refusalOf(() => telling([])(name as "guest"))).toBeInstanceOf(ConfigurationError);
    },
  );

  test("S-294 declared by such a name, it is a role like others", async () => {
    const role = roles({ constructor: [], other: [], isPrototypeOf: ["constructor"] }, { of: () => ["isPrototypeOf"] });
    expect([await statusOf(role("constructor")), await statusOf(role("isPrototypeOf")), await statusOf(role("other"))]).toEqual([
      200, 200, 403,
    ]);
  });

  test.each(["*", ".*", "admin|editor", "%", "a*"])("S-295 %s is a name like others", async (name) => {
    expect(await statusOf(telling([name])("guest"))).toBe(403);
  });

  test("H9 no name is magic", async () => {
    for (const name of ["admin", "superuser", "root", "superadmin", "owner", "is_superuser"]) {
      expect(await statusOf(roles({ member: [] }, { of: () => [name] })("member"))).toBe(403);
    }
  });

  test("roles that are to come later are a fault, and open nothing", async () => {
    const role = roles(hierarchy, { of: async () => ["admin"] });
    await expect(decided(role("guest"))).rejects.toThrow("must not wait");
  });

  test("what `of` throws is a fault", async () => {
    const role = roles(hierarchy, {
      of: () => {
        throw new RangeError("broken");
      },
    });
    await expect(decided(role("guest"))).rejects.toBeInstanceOf(RangeError);
  });
});

describe("S-296 what cannot be does not start", () => {
  const declare = (declared: unknown) => () => roles(declared as { a: [] }, { of: () => [] });
  test.each([
    ["a role that includes itself", { a: ["a"] }, "cycle", "a → a"],
    ["two that include each other", { a: ["b"], b: ["a"] }, "cycle", "a → b → a"],
    ["a longer way, without what leads to it", { start: ["a"], a: ["b"], b: ["c"], c: ["a"] }, "cycle", ": a → b → c → a."],
    ["an unknown role", { a: [], b: ["a", "missing"] }, "invalid_option", "b → missing. Declared are: a, b."],
    ["an unknown role, far below", { a: ["b"], b: ["missing"] }, "invalid_option", "a → b → missing"],
    ["what every object has", { a: ["toString"] }, "invalid_option", "toString"],
    ["what is no list", { a: "b", b: [] }, "invalid_option", '"a"'],
    ["what is no list of names", { a: [1] }, "invalid_option", '"a"'],
    ["an empty name", { "": [] }, "invalid_option", '""'],
    ["a prototype", { ["__proto__"]: [] }, "invalid_option", "__proto__"],
    ["roles that are inherited", Object.create({ a: [] }), "invalid_option", "plain object"],
    ["a list", ["a"], "invalid_option", "plain object"],
    ["nothing", undefined, "invalid_option", "plain object"],
  ])("%s", (_, declared, code, words) => {
    const error = refusalOf(declare(declared));
    expect(error).toMatchObject({ name: "ConfigurationError", code });
    expect(error.message).toContain(words);
  });

  test("a demand of an undeclared role, and an undeclared super role", () => {
    expect(refusalOf(() => telling([])("root" as "guest")).message).toContain('no role "root"; declared are: guest, member');
    expect(refusalOf(() => roles({ a: [] }, { of: () => [], superRole: "root" as "a" })).message).toContain('"root"');
  });

  test("a diamond is none, and many of them are read in time", () => {
    const layers = Array.from({ length: 60 }, (_, index) => [
      [`a${index}`, index === 0 ? [] : [`a${index - 1}`, `b${index - 1}`]],
      [`b${index}`, index === 0 ? [] : [`a${index - 1}`, `b${index - 1}`]],
    ]);
    expect(declare(Object.fromEntries(layers.flat()))).not.toThrow();
  });
});

describe("H9 a super role", () => {
  const role = (told: readonly string[]) => roles({ member: [], editor: ["member"], root: [] }, { of: () => told, superRole: "root" });
  const uses = (events: readonly SecurityEvent[]) => events.filter(({ type }) => type === "super_role");

  test("passes where nothing else would, and its use is told", async () => {
    const { status, events } = await decided(role(["root"])("editor"));
    expect(status).toBe(200);
    expect(events).toMatchObject([{ type: "super_role", code: "role editor", reason: "root", subject: "alice" }, { type: "granted" }]);
  });

  test("is not told of where the role would do, nor where it is asked for itself", async () => {
    expect(uses((await decided(role(["root", "editor"])("member"))).events)).toEqual([]);
    expect(uses((await decided(role(["root"])("root"))).events)).toEqual([]);
  });

  test.each([
    ["all", (one: Policy<unknown>) => policies.all(policies.allowAny, one, policies.allowAny)],
    ["any", (one: Policy<unknown>) => policies.any(policies.denyAll, one)],
    ["xor", (one: Policy<unknown>) => policies.xor(one, policies.denyAll)],
    ["concealed", (one: Policy<unknown>) => policies.concealed(one)],
  ])("is told of through %s", async (_, combine) => {
    expect(uses((await decided(combine(role(["root"])("editor")))).events)).toMatchObject([{ reason: "root" }]);
  });

  test("S-335 is not named by a polluted prototype, before or after the start", async () => {
    const polluted = Object.prototype as { superRole?: string };
    const early = roles({ member: [], editor: [] }, { of: () => ["member"] });
    try {
      polluted.superRole = "member";
      const late = roles({ member: [], editor: [] }, { of: () => ["member"] });
      expect([(await decided(early("editor"))).status, (await decided(late("editor"))).status]).toEqual([403, 403]);
    } finally {
      delete polluted.superRole;
    }
  });

  test("passes no other policy, and is not told of where it did not open", async () => {
    const { status, events } = await decided(policies.all(role(["root"])("editor"), policies.denyAll));
    expect([status, uses(events)]).toEqual([403, []]);
  });
});

test("the operator hears which roles were held, of those that are declared", async () => {
  const role = telling(["member", "invented\r\n", "guest"]);
  expect((await decided(role("admin"))).events).toMatchObject([{ type: "denied", code: "role admin", reason: "has member, guest" }]);
  expect((await decided(telling([])("admin"))).events).toMatchObject([{ reason: "has no role" }]);
});
