import { describe, expect, test, vi } from "vitest";
import {
  absent,
  anyOf,
  bearer,
  fresh,
  map,
  optional,
  policy,
  provider,
  rejected,
  require,
  scoped,
  type ProviderValue,
} from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "../adapt/fake-framework.js";

const alice = "Authorization: Bearer alice";
const token = bearer({ scopes: ["a"], verify: (sub) => ({ sub, scopes: ["a"] }) });

const yes = policy("yes", () => true);

/** Counts how often it ran in one request. */
function counting(wait = false) {
  let calls = 0;
  return provider({ token }, () => (wait ? Promise.resolve({ call: ++calls }) : { call: ++calls }));
}
type Counter = ReturnType<typeof counting>;

/** What hands on what stands below it. */
function passingOn(wait: boolean): Readonly<Record<string, (of: Counter) => ProviderValue<{ call: number }, string>>> {
  return {
    "a policy": (of) => require(of, yes),
    "a choice": (of) => anyOf(of, counting(wait)),
    "what is optional": (of) => optional(of) as Counter,
    "a change": (of) => map(of, (value) => value),
  };
}

const callsOf = async (needs: Record<string, ProviderValue<{ call: number }, string>>) => {
  const { body } = await ask(
    fakeSecurity()(needs, (values) => Object.values(values).map(({ call }) => call)),
    alice,
  );
  return body;
};

describe.each([
  ["at once", false],
  ["later", true],
])("fresh, with an answer that comes %s,", (_, wait) => {
  test("runs a provider again for this use, and leaves what the others were given", async () => {
    const counter = counting(wait);
    expect(await callsOf({ a: counter, b: fresh(counter), c: counter, d: fresh(counter) })).toEqual([1, 2, 1, 3]);
  });

  test("answers the others where it is the first", async () => {
    const counter = counting(wait);
    expect(await callsOf({ a: fresh(counter), b: counter, c: fresh(counter), d: counter })).toEqual([1, 1, 2, 1]);
  });

  test("runs only the provider itself again, and not what stands below it", async () => {
    const below = counting(wait);
    const above = provider({ below }, ({ below }) => ({ call: below.call }));
    expect(await callsOf({ a: above, b: fresh(above) })).toEqual([1, 1]);
  });

  test("below a provider that runs again runs again with it", async () => {
    const counter = counting(wait);
    const above = provider({ counter: fresh(counter) }, ({ counter }) => counter);
    expect(await callsOf({ a: above, b: fresh(above), c: fresh(above) })).toEqual([1, 2, 3]);
  });

  test.each(Object.entries(passingOn(wait)))("below %s that runs again runs again with it", async (_, above) => {
    const one = above(fresh(counting(wait)));
    expect(await callsOf({ a: one, b: fresh(one), c: fresh(one), d: one })).toEqual([1, 2, 3, 1]);
  });

  test.each(Object.entries(passingOn(wait)))("above %s over what is shared leaves that as it is", async (_, above) => {
    const counter = counting(wait);
    const one = above(counter);
    expect(await callsOf({ a: one, b: fresh(one), c: counter })).toEqual([1, 1, 1]);
  });

  test("runs the stand-in of an overridden provider again as well", async () => {
    const [counter, fake] = [counting(wait), counting(wait)];
    const secure = fakeSecurity();
    using _ = secure.override(counter, fake);
    const handler = secure({ a: counter, b: fresh(counter), c: counter }, ({ a, b, c }) => [a.call, b.call, c.call]);
    expect((await ask(handler, alice)).body).toEqual([1, 2, 1]);
  });

  test("below a provider that is shared runs once with it", async () => {
    const counter = counting(wait);
    const above = provider({ counter: fresh(counter) }, ({ counter }) => counter);
    expect(await callsOf({ a: above, b: above })).toEqual([1, 1]);
  });
});

describe("fresh", () => {
  test("does not take what a guard was given", async () => {
    const counter = counting();
    const secure = fakeSecurity();
    const call = callWith(alice);
    await secure.guard(counter)(call, next);
    await secure({ counter: fresh(counter) }, ({ counter }) => counter)(call, next);
    expect(call.reply?.body).toBe('{"call":2}');
  });

  test("verifies no credential twice, and its scopes hold", async () => {
    const verify = vi.fn((scope: string) => ({ scope }));
    const counted = bearer({ scopes: ["a"], verify });
    const handler = fakeSecurity()({ one: counted, two: fresh(scoped(counted, "a")) }, () => null);
    expect((await ask(handler, "Authorization: Bearer a")).status).toBe(200);
    expect((await ask(handler, "Authorization: Bearer b")).status).toBe(403);
    expect(verify).toHaveBeenCalledTimes(2);
  });

  test.each([
    ["absent", absent],
    ["rejected", rejected("bad")],
  ])("refuses what is %s", async (_, outcome) => {
    const handler = fakeSecurity()({ it: fresh(provider({ token }, () => outcome)) }, () => null);
    expect((await ask(handler, alice)).status).toBe(401);
  });

  test("of an optional provider is null where nothing was presented", async () => {
    const handler = fakeSecurity()({ it: fresh(optional(counting())) }, ({ it }) => ({ it }));
    expect(await ask(handler)).toMatchObject({ status: 200, body: { it: null } });
  });
});
