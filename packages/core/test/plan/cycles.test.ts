import { expect, test } from "vitest";
import { anyOf, optional, provider, Security, SecurityProvider, type AnyProvider, type ProviderValue } from "../../src/index.js";
import { callWith, fakeSecurity, next, refusalOf } from "../adapt/fake-framework.js";

class First extends SecurityProvider<string> {
  provide(second: string): string {
    return second;
  }
}
class Second extends SecurityProvider<string> {
  provide(@Security(First) first: string): string {
    return first;
  }
}
// What a circular import of two modules comes to.
Security(Second)(First.prototype, "provide", 0);

class Alone extends SecurityProvider<string> {
  provide(again: string): string {
    return again;
  }
}
Security(Alone)(Alone.prototype, "provide", 0);

/** Two functions that need each other: a getter is how their writer got round the order of declarations. */
const needs: { readonly other: ProviderValue<string> } = {
  get other() {
    return pong;
  },
};
const ping: ProviderValue<string> = provider(needs, function ping({ other }) {
  return other;
});
const pong: ProviderValue<string> = provider({ ping }, function pong({ ping }) {
  return ping;
});

test.each<readonly [string, AnyProvider, string]>([
  ["two classes", First, "First → Second → First"],
  ["a class that needs itself", Alone, "Alone → Alone"],
  ["two functions", ping, "ping → pong → ping"],
  ["classes below combinations", optional(anyOf(First)), "First → Second → First"],
])("S-301 a cycle of %s does not start, and says so in one line", (_, of, trail) => {
  const error = refusalOf(() => fakeSecurity().guard(of));
  expect(error).toMatchObject({ name: "ConfigurationError", code: "cycle" });
  expect(error.message).toBe(`These providers need each other: ${trail}.`);
});

test("an override that is made of what it overrides is a cycle, and is refused by name", () => {
  const secure = fakeSecurity();
  const original = provider({}, function original() {
    return "somebody";
  });
  const handler = secure({ original }, () => "in");
  const error = refusalOf(() => {
    using _ = secure.override(
      original,
      provider({ original }, ({ original }) => original),
    );
    handler(callWith(), next);
  });
  expect(error).toMatchObject({ code: "cycle", message: expect.stringContaining("original") as string });
});

test("a provider that is used twice on the way down is not a cycle", () => {
  const root = provider({}, () => "root");
  const left = provider({ root }, ({ root }) => root);
  const right = provider({ root, left }, ({ root, left }) => root + left);
  expect(fakeSecurity().guard(provider({ left, right }, ({ left, right }) => left + right))).toBeTypeOf("function");
});

test("a gap that a circular import left is refused, and the message names the place", () => {
  class Gap extends SecurityProvider<string> {
    provide(lost: string): string {
      return lost;
    }
  }
  Security(undefined as never)(Gap.prototype, "provide", 0 as never);
  const error = refusalOf(() => fakeSecurity().guard(Gap));
  expect(error).toMatchObject({ code: "missing_binding", message: expect.stringContaining("Gap.provide, parameter 0") as string });
});
