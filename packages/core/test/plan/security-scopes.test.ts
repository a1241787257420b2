import { describe, expect, test, vi } from "vitest";
import {
  anyOf,
  bearer,
  map,
  optional,
  policy,
  provider,
  rejected,
  require,
  scoped,
  Security,
  SecurityProvider,
  SecurityScopes,
  Dependency,
  type ProviderValue,
} from "../../src/index.js";
import { ask, callWith, fakeSecurity, next, refusalOf } from "../adapt/fake-framework.js";

const alice = "Authorization: Bearer alice";
const plain = bearer((sub) => ({ sub }));
/** Scopes that no scheme declares: who asks for them enforces them. */
const demand = (of: ProviderValue<unknown, string>, ...scopes: string[]) => scoped(of as ProviderValue<unknown, string>, ...scopes);
const asked = () => vi.fn<(scopes: readonly string[]) => string>((scopes) => scopes.join("+") || "none");

function wanting(see: (scopes: readonly string[]) => string, below: ProviderValue<unknown> = plain) {
  return provider({ below, wanted: SecurityScopes }, ({ wanted }) => ({
    scopes: wanted.scopes,
    text: wanted.scopeStr,
    seen: see(wanted.scopes),
  }));
}
const bodyOf = async (needs: Record<string, ProviderValue<unknown, string>>) =>
  (
    await ask(
      fakeSecurity()(needs, (values) => values),
      alice,
    )
  ).body;

describe("a provider that asks for SecurityScopes", () => {
  test("receives those on the way down to it: outermost first, each once", async () => {
    const leaf = wanting(asked());
    const middle = provider({ leaf: demand(leaf, "b", "a", "c") }, ({ leaf }) => leaf);
    expect(await bodyOf({ it: demand(middle, "a", "b") })).toEqual({ it: { scopes: ["a", "b", "c"], text: "a b c", seen: "a+b+c" } });
  });

  test("sees nothing of its siblings", async () => {
    const one = wanting(asked());
    const two = wanting(asked());
    const both = provider({ one: demand(one, "1"), two: demand(two, "2") }, ({ one, two }) => ({ one, two }));
    expect(await bodyOf({ it: demand(both, "0") })).toMatchObject({ it: { one: { scopes: ["0", "1"] }, two: { scopes: ["0", "2"] } } });
  });

  test("runs once for each set of scopes, whatever their order, and in the order of the first", async () => {
    const see = asked();
    const user = wanting(see);
    const needs = { a: demand(user, "x", "y"), b: demand(user, "y", "x"), c: demand(user, "x"), d: user };
    expect(await bodyOf(needs)).toMatchObject({ a: { text: "x y" }, b: { text: "x y" }, c: { text: "x" }, d: { text: "" } });
    expect(see).toHaveBeenCalledTimes(3);
  });

  test("makes those above it run for each set as well, and those below it once", async () => {
    const database = vi.fn(() => ({ name: "db" }));
    const db = provider({ plain }, database);
    const me = vi.fn((value: unknown) => ({ value }));
    const userMe = map(demand(wanting(asked(), db), "me"), me);
    await bodyOf({
      me: userMe,
      items: demand(
        map(userMe, (it) => it),
        "items",
      ),
    });
    expect([database.mock.calls.length, me.mock.calls.length]).toEqual([1, 2]);
  });

  test("shares its answer with a guard that demands the same, and not with one that demands others", async () => {
    const see = asked();
    const user = wanting(see);
    const secure = fakeSecurity();
    const call = callWith(alice);
    for (const guard of [secure.guard(demand(user, "a")), secure.guard(demand(user, "b"))]) await guard(call, next);
    await secure({ it: demand(user, "a") }, () => null)(call, next);
    expect(see.mock.calls).toEqual([[["a"]], [["b"]]]);
  });

  test.each([
    ["optional", (of: ProviderValue<unknown, string>) => optional(of)],
    ["anyOf", (of: ProviderValue<unknown, string>) => anyOf(of)],
    ["a policy", (of: ProviderValue<unknown, string>) => require(of, policy("any", () => true))],
    ["map", (of: ProviderValue<unknown, string>) => map(of, (value) => value)],
  ])("hears of them through %s", async (_, through) => {
    expect(await bodyOf({ it: demand(through(wanting(asked())), "a") })).toMatchObject({ it: { text: "a" } });
  });

  test("may be a class, or the stand-in of another provider", async () => {
    class Wanting extends SecurityProvider<object> {
      provide(@Security(plain) _: object, @Dependency(SecurityScopes) wanted: SecurityScopes) {
        return { text: wanted.scopeStr };
      }
    }
    const secure = fakeSecurity();
    const original: ProviderValue<object> = provider({ plain }, () => ({}));
    using _ = secure.override(original, Wanting);
    const handler = secure({ a: demand(Wanting as never, "a"), b: demand(original, "b") }, (values) => values);
    expect((await ask(handler, alice)).body).toEqual({ a: { text: "a" }, b: { text: "b" } });
  });

  test("does not take over what a scheme below it declares: both hold", async () => {
    const token = bearer({ scopes: ["a", "b"], verify: (scope) => ({ scope }) });
    const user = provider({ token, wanted: SecurityScopes }, ({ wanted }) => wanted.scopes);
    const handler = fakeSecurity()({ it: scoped(user, "a") }, ({ it }) => it);
    expect(await ask(handler, "Authorization: Bearer a")).toMatchObject({ status: 200, body: ["a"] });
    expect(await ask(handler, "Authorization: Bearer b")).toMatchObject({ status: 403 });
    expect(refusalOf(() => fakeSecurity()({ it: demand(user, "undeclared") }, () => null)).message).toContain('"undeclared"');
  });

  test("is the only one that may be asked for scopes without a scheme that declares them", () => {
    expect(
      refusalOf(() =>
        fakeSecurity()(
          {
            it: demand(
              provider({ plain }, () => 1),
              "a",
            ),
          },
          () => null,
        ),
      ).message,
    ).toContain("nothing would enforce");
  });

  test("may say that scopes are missing: 403 that names those that can be sent", async () => {
    const user = provider({ plain, wanted: SecurityScopes }, ({ wanted }) =>
      rejected("not_enough", { scopes: [...wanted.scopes, 'bad"'] }),
    );
    expect(
      await ask(
        fakeSecurity()({ it: demand(user, "a", "b") }, () => null),
        alice,
      ),
    ).toMatchObject({
      status: 403,
      body: { code: "insufficient_scope" },
      challenge: 'Bearer realm="api", error="insufficient_scope", scope="a b"',
    });
  });

  test("is asked for scopes that can be sent, and one is not taken for two", () => {
    expect(refusalOf(() => fakeSecurity()({ it: demand(wanting(asked()), "a b") }, () => null)).message).toContain('"a b"');
  });

  test("cannot change them for others", async () => {
    const wanted = new SecurityScopes(["a"]);
    expect(() => (wanted.scopes as string[]).push("b")).toThrow(TypeError);
    expect(await bodyOf({ it: wanting(asked()) })).toMatchObject({ it: { scopes: [] } });
  });
});
