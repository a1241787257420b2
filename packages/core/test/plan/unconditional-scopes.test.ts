import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  map,
  narrow,
  optional,
  policy,
  provider,
  rejected,
  require,
  scoped,
  Security,
  SecurityProvider,
  type ProviderValue,
} from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";
import { key, reader, token, type Claims, type Scope } from "./carriers.js";

const keyReader = "x-key: bob";
const isReader = (claims: Claims | null): claims is Claims => claims !== null;
const maybe = optional(token);
/** Takes whichever there is: who brings only the key would not be asked for the token's scopes. */
const either = provider({ token: maybe, key: optional(key) }, ({ token, key }) => key ?? token ?? rejected("nobody"));

/** Each yields a value for somebody of whom no scope was checked. */
const conditional: readonly (readonly [string, ProviderValue<unknown, Scope>])[] = [
  ["a function over two optional ones", either],
  ["a function over one", provider({ maybe }, ({ maybe }) => maybe ?? { sub: "guest" })],
  ["a function over such a function", provider({ either }, ({ either }) => either)],
  ["map of optional", map(maybe, (claims) => claims ?? { sub: "guest" })],
  ["allOf of optional ones", allOf({ maybe })],
  ["narrow of optional", narrow(maybe, "reader", isReader)],
  ["a policy over a policy over optional", require(require(maybe, policy("any", () => true)), policy("all", () => true))],
  ["anyOf with such a function, first", anyOf(either, token)],
  ["anyOf with such a function, last", anyOf(token, either)],
  ["optional of such a function", optional(either)],
];

class Either extends SecurityProvider<string> {
  provide(@Security(maybe) claims: Claims | null): string {
    return claims?.sub ?? "guest";
  }
}

describe("scopes that are demanded of what only an optional provider below would enforce do not start", () => {
  const expectRefused = (setUp: () => unknown) => {
    const error = refusalOf(setUp);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "unenforced_scope" });
    expect(error.message).toContain("is asked for the scope(s) write");
    expect(error.message).toContain("demand them of the optional itself");
  };

  test.each(conditional)("of %s", (_, of) => {
    expectRefused(() => fakeSecurity()({ me: scoped(of, "write") }, () => "reached"));
    expectRefused(() => fakeSecurity().guard(of, "write"));
    expectRefused(() => fakeSecurity()({ me: allOf({ key, inner: scoped(of, "write") }) }, () => "reached"));
  });

  test("of a class, where a parameter demands them", () => {
    class Controller {
      add(@Security(Either, "write") me: string): string {
        return me;
      }
    }
    expectRefused(() => fakeSecurity()(Controller, "add"));
    expectRefused(() => fakeSecurity().guard(Either, "write"));
  });

  test.each(conditional)("without a scope the same starts: %s", (_, of) => {
    expect(() => fakeSecurity()({ me: of }, () => "in")).not.toThrow();
  });
});

describe("the same scopes start, and are enforced,", () => {
  const statusOf = async (of: ProviderValue<unknown, Scope>, ...lines: string[]) => {
    return (
      await ask(
        fakeSecurity()({ me: of }, () => "in"),
        ...lines,
      )
    ).status;
  };

  test("where they are demanded of the optional itself, of everybody who brings something", async () => {
    const who = (scope: Scope) => provider({ token: scoped(maybe, scope) }, ({ token }) => token ?? { sub: "guest" });
    expect(await statusOf(who("write"))).toBe(200);
    expect(await statusOf(who("write"), reader)).toBe(403);
    expect(await statusOf(who("read"), reader)).toBe(200);
  });

  test("where something that is needed in any case enforces them, and of the optional one beside it too", async () => {
    const both = provider({ token, key: optional(key) }, ({ token }) => token);
    expect(await statusOf(scoped(both, "read"), reader)).toBe(200);
    expect(await statusOf(scoped(both, "write"), reader)).toBe(403);
    expect(await statusOf(scoped(both, "write"), reader, keyReader)).toBe(403);
  });

  test("where the optional one alone lacks them", async () => {
    const weak = map(key, (claims) => claims);
    const strong = provider({ token, key: optional(weak) }, ({ token }) => token);
    expect(await statusOf(scoped(strong, "read"), reader, keyReader)).toBe(200);
    expect(await statusOf(scoped(anyOf(token, key), "write"), keyReader)).toBe(403);
    expect(await statusOf(scoped(optional(anyOf(token, key)), "write"), keyReader)).toBe(403);
  });
});
