import { describe, expect, test, vi } from "vitest";
import {
  absent,
  allOf,
  anyOf,
  apiKeyHeader,
  bearer,
  map,
  narrow,
  optional,
  policy,
  provider,
  rejected,
  require,
  type ProviderValue,
} from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "../adapt/fake-framework.js";

const alice = "Authorization: Bearer alice";
const later = async <T>(value: T): Promise<T> => (await Promise.resolve(), value);

/** A token and a user, each as a counted function. */
function counted(wait: <T>(value: T) => T | Promise<T>) {
  const verify = vi.fn<(text: string) => unknown>((text) => wait({ sub: text }));
  const find = vi.fn<(sub: unknown) => unknown>((sub) => wait({ sub }));
  const check = vi.fn<(user: unknown) => boolean | Promise<boolean>>(() => wait(true));
  const token = bearer(async (text) => verify(text));
  const user = provider({ token }, async ({ token }) => find(token));
  const active = require(user, policy("active", check));
  return { verify, find, check, token, user, active };
}

const uses: readonly (readonly [string, (of: ReturnType<typeof counted>) => Record<string, ProviderValue<unknown>>])[] = [
  ["three parameters", ({ active }) => ({ a: active, b: active, c: active })],
  ["the provider and what stands below it", ({ token, user, active }) => ({ active, user, token })],
  ["what stands below it, first", ({ token, user, active }) => ({ token, user, active })],
  ["an optional one and a required one", ({ active }) => ({ a: optional(active), b: active })],
  ["an alternative and a required one", ({ active }) => ({ a: anyOf(active), b: active })],
  [
    "alternatives that share it",
    ({ active }) => ({
      a: anyOf(
        map(active, () => absent),
        active,
      ),
    }),
  ],
  ["a pair of itself", ({ active, user }) => ({ a: allOf({ x: active, y: allOf({ x: active, y: user }) }) })],
  ["two things that are made of it", ({ active }) => ({ a: map(active, () => 1), b: map(active, () => 2) })],
];

describe.each([
  ["at once", <T>(value: T) => value],
  ["after a promise", later],
])("every provider and policy runs once per request, settled %s,", (_, wait) => {
  test.each(uses)("with %s", async (_, needs) => {
    const of = counted(wait);
    const handler = fakeSecurity()(needs(of), () => "in");
    for (const count of [1, 2]) {
      expect((await ask(handler, alice)).body).toBe("in");
      expect([of.verify, of.find, of.check].map(({ mock }) => mock.calls.length)).toEqual([count, count, count]);
    }
  });
});

describe("two walks of one request", () => {
  function walks() {
    const of = counted(later);
    const secure = fakeSecurity();
    return { of, guard: secure.guard(of.active), handler: secure({ me: of.active, token: of.token }, ({ me }) => me) };
  }

  test("a guard and a handler, one after the other, share what is settled", async () => {
    const { of, guard, handler } = walks();
    const call = callWith(alice);
    await guard(call, () => handler(call, next));
    expect(JSON.parse(call.reply?.body ?? "")).toEqual(guard.of(call));
    expect([of.verify, of.find, of.check].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
  });

  test("a guard and a handler that start together share what is in flight", async () => {
    const { of, guard, handler } = walks();
    const call = callWith(alice);
    await Promise.all([guard(call, next), handler(call, next), guard(call, next)]);
    expect(call.reply?.status).toBe(200);
    expect([of.verify, of.find, of.check].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
  });

  test("two requests share nothing, also when they start together", async () => {
    const { of, handler } = walks();
    await Promise.all([ask(handler, alice), ask(handler, "Authorization: Bearer bob")]);
    expect(of.find.mock.calls.flat()).toEqual([{ sub: "alice" }, { sub: "bob" }]);
  });

  test("a fault in flight is the fault of both, and happens once", async () => {
    const verify = vi.fn<() => Promise<never>>(async () => Promise.reject(new Error("broken")));
    const token = bearer(verify);
    const secure = fakeSecurity();
    const [guard, handler] = [secure.guard(token), secure({ token }, () => "reached")];
    const call = callWith(alice);
    const settled = await Promise.allSettled([guard(call, next), handler(call, next)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(verify).toHaveBeenCalledOnce();
  });
});

test("a plan in which nothing waits does not wait: handlers and guards answer at once", () => {
  const token = bearer((text) => ({ sub: text, role: "admin" }));
  const key = apiKeyHeader({ name: "x-key", verify: () => rejected("no") });
  const user = provider({ token }, ({ token }) => token);
  const admin = narrow(user, "admin", (one): one is { sub: string; role: "admin" } => one.role === "admin");
  const secure = fakeSecurity();
  const handler = secure({ admin, maybe: optional(key), any: anyOf(key, admin), both: allOf({ user, token }) }, () => "in");
  const call = callWith(alice);
  expect(handler(call, next)).not.toBeInstanceOf(Promise);
  expect(call.reply).toMatchObject({ status: 200, body: '"in"' });
  expect(secure.guard(admin)(callWith(alice), () => "passed")).toBe("passed");
  const refused = callWith();
  expect(handler(refused, next)).not.toBeInstanceOf(Promise);
  expect(refused.reply?.status).toBe(401);
});
