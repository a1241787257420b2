import { describe, expect, test, vi } from "vitest";
import { absent, allOf, anyOf, apiKeyHeader, bearer, map, optional, policy, provider, require } from "../../src/index.js";
import { fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { challengeOf, challenges, custom, key, only, token, user, who } from "./callers.js";

test.each([
  [
    "every scheme below, once, in order",
    anyOf(token, allOf({ key, token }), anyOf(user, token)),
    `${challenges.token}, ${challenges.key}, ${challenges.basic}`,
  ],
  [
    "every scheme of a pair, where one half is a choice",
    allOf({ any: anyOf(token, user), key }),
    `${challenges.token}, ${challenges.basic}, ${challenges.key}`,
  ],
  ["the schemes beside a custom provider", anyOf(custom, token), challenges.token],
  ["Custom, where there is no scheme", custom, challenges.custom],
  [
    "Custom, where no alternative has a scheme",
    anyOf(
      custom,
      map(custom, (one) => one),
    ),
    challenges.custom,
  ],
])("absent: the challenges are %s", async (_, of, expected) => {
  const sorted = (challenge: string | undefined) => challenge?.split(/, (?=[A-Z][A-Za-z]* )/).sort();
  expect(sorted(await challengeOf(of))).toEqual(sorted(expected));
});

describe("schemes that share a place", () => {
  test("a first one that does not know the credential says absent, and the second is asked", async () => {
    const mine = bearer((text) => (text.startsWith("mine.") ? { is: "mine" } : absent));
    expect(await who(anyOf(mine, token), ["token"])).toEqual({ is: "token" });
    expect(await who(optional(mine), ["token"])).toBe(null);
  });

  test("a first one that rejects it is final: the second is not asked", async () => {
    const second = vi.fn<(text: string) => unknown>(() => ({ is: "second" }));
    expect(
      await who(
        anyOf(
          bearer(() => undefined),
          bearer(second),
        ),
        ["token"],
      ),
    ).toBe(401);
    expect(second).not.toHaveBeenCalled();
  });

  test("API keys in the same header are one place, whatever the name's case", async () => {
    const again = apiKeyHeader({ name: "X-KEY", verify: only("key") });
    expect(
      await who(
        anyOf(
          map(key, () => absent),
          again,
        ),
        ["key"],
      ),
    ).toEqual({ is: "key" });
  });
});

test("alternatives are asked one after another, never at once, and none after the one that grants", async () => {
  const log: string[] = [];
  const asked = (name: string, value: unknown) =>
    provider({}, async () => (log.push(`ask ${name}`), await Promise.resolve(), log.push(`${name} done`), value));
  await who(anyOf(asked("a", absent), asked("b", { is: "b" }), asked("c", { is: "c" })), []);
  expect(log).toEqual(["ask a", "a done", "ask b", "b done"]);
});

test("a denial lets the next one try; without one, the first denial stands", async () => {
  const no = (name: string) => require(token, policy(name, async () => false));
  expect(await who(anyOf(no("a"), token), ["token"])).toEqual({ is: "token" });
  expect(await who(anyOf(no("a"), no("b")), ["token"])).toBe(403);
  expect(await who(anyOf(no("a"), custom), ["token", "badCustom"])).toBe(401);
  expect(await who(optional(anyOf(no("a"), no("b"))), ["token"])).toBe(403);
});

test("an anyOf of nothing does not start", () => {
  expect(refusalOf(() => fakeSecurity().guard(anyOf()))).toMatchObject({ code: "invalid_option" });
});
