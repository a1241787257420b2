import { describe, expect, test } from "vitest";
import { bearer, ConfigurationError, Dependency, Open, optional, Security, securityParam } from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";

const token = bearer({ scopes: ["read"], verify: (sub) => ({ sub, scopes: [] }) });
class Items {
  readonly kind = "items";
}

const decorators: readonly (readonly [string, (...place: readonly unknown[]) => unknown])[] = [
  ["Security", (...place) => Reflect.apply(Security(token), undefined, place)],
  ["Security", (...place) => Reflect.apply(securityParam(token)("read"), undefined, place)],
  ["Dependency", (...place) => Reflect.apply(Dependency(Items), undefined, place)],
  ["Open", (...place) => Reflect.apply(Open(), undefined, place)],
];

class Somewhere {
  method(): void {}
}

describe.each(decorators)("@%s is refused", (name, decorate) => {
  const refusal = (...place: unknown[]) => {
    const error = refusalOf(() => decorate(...place));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: "invalid_option", message: expect.stringContaining(`@${name}`) as string });
    return error.message;
  };

  test.each([
    ["a method", () => {}, { kind: "method", name: "method", static: false, private: false }],
    ["a field", undefined, { kind: "field", name: "field", static: false, private: false }],
    ["a class", Somewhere, { kind: "class", name: "Somewhere" }],
  ])("toolchain trap 13: as a standard decorator of %s", (_, value, context) => {
    expect(refusal(value, context)).toContain("experimentalDecorators");
  });

  test("on a constructor parameter", () => {
    expect(refusal(Somewhere, undefined, 0)).toContain("constructor");
  });

  test("on a static method", () => {
    expect(refusal(Somewhere, "create", 0)).toContain("create");
  });
});

test.each(decorators.filter(([name]) => name !== "Open"))("@%s is refused on a method, an accessor and a property", (_, decorate) => {
  for (const last of [Object.getOwnPropertyDescriptor(Somewhere.prototype, "method"), undefined]) {
    expect(refusalOf(() => decorate(Somewhere.prototype, "method", last))).toMatchObject({ code: "invalid_option" });
  }
});

test("two decorators on one parameter are refused, whichever they are, and the message says what to do", () => {
  const both = [Security(token), securityParam(optional(token))(), Dependency(Items)] as const;
  for (const first of both) {
    for (const second of both) {
      class Twice {
        show(_me: unknown): void {}
      }
      first(Twice.prototype, "show", 0);
      const error = refusalOf(() => second(Twice.prototype, "show", 0));
      expect(error).toMatchObject({
        code: "invalid_option",
        message: expect.stringMatching(/parameter 0 of show.*allOf or anyOf/) as string,
      });
    }
  }
});
