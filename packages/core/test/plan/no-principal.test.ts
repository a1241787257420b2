import { describe, expect, test } from "vitest";
import { anyOf, apiKeyHeader, bearer, granted, map, optional, policy, provider, require, scoped } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

const alice = "Authorization: Bearer alice";
const token = bearer((sub) => ({ sub }));
const yes = policy("yes", () => true);
const no = policy("no", () => false);

test.each(["constructor", "toString", "valueOf", "hasOwnProperty", "__defineGetter__", "__proto__"])(
  "a look-up in a plain object lets nobody in as %s",
  async (name) => {
    const keys: Record<string, unknown> = { right: { is: "right" } };
    const handler = fakeSecurity()({ key: apiKeyHeader({ name: "x-key", verify: (text) => keys[text] }) }, () => "in");
    await expect(ask(handler, `x-key: ${name}`)).rejects.toThrow("A provider yielded");
    expect((await ask(handler, "x-key: right")).status).toBe(200);
  },
);

describe("an alternative that wants no credential", () => {
  const key = apiKeyHeader({ name: "x-key", verify: (text) => (text === "right" ? { text } : undefined) });
  const guest = map(optional(token), (me) => me ?? { sub: "guest" });
  const handler = fakeSecurity()({ me: anyOf(guest, key) }, ({ me }) => me);

  test("does not let a bad credential of another one pass", async () => {
    expect((await ask(handler, "x-key: wrong")).status).toBe(401);
  });

  test("lets in who brings none", async () => {
    expect((await ask(handler)).body).toEqual({ sub: "guest" });
  });

  test("lets in who brings a good one", async () => {
    expect((await ask(handler, "x-key: right")).status).toBe(200);
    expect((await ask(handler, alice)).body).toEqual({ sub: "alice" });
  });
});

describe("a policy over what is optional", () => {
  test("below another policy answers 401 to who brought nothing", async () => {
    expect((await ask(fakeSecurity()({ me: require(require(optional(token), yes), no) }, () => 1))).status).toBe(401);
  });

  test("answers 403 to who was found to be nobody", async () => {
    const nobody = provider({ token }, () => granted(null));
    expect(
      (
        await ask(
          fakeSecurity()({ me: require(optional(nobody), no) }, () => 1),
          alice,
        )
      ).status,
    ).toBe(403);
  });
});

test("scopes of what is optional twice hold as those of what is optional once", async () => {
  const reader = bearer({ scopes: ["read"], verify: (sub) => ({ sub, scopes: [] }) });
  const handler = fakeSecurity()({ me: scoped(optional(optional(reader)), "read") }, ({ me }) => me);
  expect([(await ask(handler)).status, (await ask(handler, alice)).status]).toEqual([200, 403]);
});

test.each([
  // oxlint-disable unicorn/no-thenable -- promises of somebody else's
  ["an object", (then: unknown) => ({ then })],
  ["a function", (then: unknown) => Object.assign(() => undefined, { then })],
  // oxlint-enable unicorn/no-thenable
])("%s that is a promise of somebody else's lets nobody in before it settles", async (_, make) => {
  const denying = () => make((settle: (value: unknown) => void) => settle(undefined));
  for (const who of [bearer(denying), provider({ token }, denying)]) {
    expect(
      await ask(
        fakeSecurity()({ who }, () => "in"),
        alice,
      ),
    ).toMatchObject({ status: 401 });
  }
});
