import { describe, expect, test } from "vitest";
import { absent, allOf, anyOf, bearer, provider, REQUEST, Security, securityParam, type AnyProvider, type Needs } from "../../src/index.js";
import { FakeApp, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

const token = bearer((sub) => ({ sub }));
class Users {}

describe("a method that asks for no security is told what may have become of it", () => {
  class Controller {
    show(me: unknown): unknown {
      return me;
    }
  }
  const expectHint = () => {
    const error = refusalOf(() => fakeSecurity()(Controller, "show"));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "no_security" });
    expect(error.message).toMatch(/^Controller\.show asks for no security and is not marked open: add @Security/);
    expect(error.message).toContain('is "experimentalDecorators" on, and is the decorator called?');
  };

  test("where its decorators were left out by a tool that does not know them", () => {
    expectHint();
  });

  test("where an application's own decorator was written without its parentheses", () => {
    const CurrentUser = securityParam(token);
    Reflect.apply(CurrentUser, undefined, [Controller.prototype, "show", 0]);
    expectHint();
  });
});

/** Called so by nobody: not even the variable gives a name to a function that is handed on at once. */
const nameless = (needs: Needs) =>
  provider(
    needs,
    (
      () => () =>
        absent
    )(),
  );

describe("a provider whose function has no name is called by what it needs", () => {
  test.each([
    [
      "the last",
      { token, users: Users, lost: undefined as never },
      'provider(token, users, lost), need "lost", is neither a provider nor a token',
    ],
    ["the only one", { lost: undefined as never }, 'provider(lost), need "lost", is neither a provider nor a token'],
  ])("where one of its needs is a gap: %s", (_, needs, expected) => {
    expect(refusalOf(() => fakeSecurity().guard(nameless(needs)))).toMatchObject({
      code: "missing_binding",
      message: expect.stringContaining(expected) as string,
    });
  });

  test("where providers need each other", () => {
    const needs: Record<string, AnyProvider> = { token };
    const first = nameless(needs);
    needs["again"] = nameless({ first, users: Users });
    const error = refusalOf(() => fakeSecurity().guard(first));
    expect(error).toMatchObject({ code: "cycle" });
    expect(error.message).toContain("provider(token, again) → provider(first, users) → provider(token, again)");
  });

  test("where it decides by itself: in the report, and below others", () => {
    const secure = fakeSecurity();
    const reported = (of: AnyProvider) => secure.report(new FakeApp().add("GET", "/", [secure.guard(of)]))[0]?.requires;
    expect(reported(nameless({ request: REQUEST, users: Users }))).toBe("provider(request, users)");
    expect(reported(anyOf(token, allOf({ request: nameless({ request: REQUEST }) })))).toBe("HTTPBearer or provider(request)");
    expect(reported(nameless({}))).toBe("provider()");
  });

  test("and one with a name by that", () => {
    const currentUser = provider({ lost: undefined as never }, function currentUser() {
      return absent;
    });
    expect(refusalOf(() => fakeSecurity().guard(currentUser)).message).toContain('currentUser, need "lost"');
  });
});

describe("a text in the place of a token", () => {
  const text = "users" as never;
  const expected = /is the text "users": make a token of it with token\("users"\), and register that\./;

  test.each([
    ["a handler", () => fakeSecurity()({ token, users: text }, function list() {}), 'list, need "users"'],
    ["a provider", () => fakeSecurity().guard(nameless({ token, users: text })), 'provider(token, users), need "users"'],
    ["an open handler", () => fakeSecurity().open({ users: text }, function health() {}), 'health, need "users"'],
  ])("among the needs of %s: the message says how to make one", (_, setUp, place) => {
    const error = refusalOf(setUp);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "missing_binding" });
    expect(error.message).toMatch(expected);
    expect(error.message.startsWith(place)).toBe(true);
  });

  test("in @Security", () => {
    class Controller {
      show(me: unknown): unknown {
        return me;
      }
    }
    Security(text)(Controller.prototype, "show", 0 as never);
    const error = refusalOf(() => fakeSecurity()(Controller, "show"));
    expect(error.message).toMatch(expected);
    expect(error.message).toMatch(/^Controller\.show, parameter 0, /);
  });
});
