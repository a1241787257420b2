import { describe, expect, test } from "vitest";
import { bearer, Dependency, granted, optional, provider, scoped, Security, SecurityProvider } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next, refusalOf } from "./fake-framework.js";

interface User {
  readonly id: string;
}
const token = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: ["read"] }) });
const currentUser = provider({ token }, ({ token }): User => ({ id: token.sub }));
const alice = "Authorization: Bearer alice";
const standIn = (id: string) => provider({}, (): User => ({ id }));

class Users {
  find(id: string): User {
    return { id };
  }
}
class CurrentUser extends SecurityProvider<User> {
  provide(@Security(token) { sub }: { sub: string }, @Dependency(Users) users: Users): User {
    return users.find(sub);
  }
}
class Nobody extends SecurityProvider<User> {
  provide(): User {
    return { id: "nobody" };
  }
}
class Controller {
  show(@Security(CurrentUser) me: User): string {
    return me.id;
  }
}
const bodyOf = async (handler: Parameters<typeof ask>[0], ...lines: string[]) => (await ask(handler, ...lines)).body;

describe("S-306 a stand-in", () => {
  test("may be a class for a class, a value for a class, and a class for a value", async () => {
    const secure = fakeSecurity();
    const byClass = secure(Controller, "show");
    const byValue = secure({ me: currentUser }, ({ me }) => me.id);
    const ask1 = async () => [await bodyOf(byClass, alice), await bodyOf(byValue, alice)];
    {
      using _ = secure.override(CurrentUser, Nobody);
      expect(await ask1()).toEqual(["nobody", "alice"]);
    }
    {
      using _ = secure.override(CurrentUser, standIn("value"));
      using __ = secure.override(currentUser, Nobody);
      expect(await ask1()).toEqual(["value", "nobody"]);
    }
    expect(await ask1()).toEqual(["alice", "alice"]);
  });

  test("stands in below other providers, guards and optional, and for absence", async () => {
    const secure = fakeSecurity();
    const maybe = optional(currentUser);
    const above = provider({ maybe }, ({ maybe }) => granted(maybe?.id ?? "nobody"));
    const [guard, handler] = [secure.guard(above), secure({ maybe }, ({ maybe }) => maybe)];
    using _ = secure.override(
      maybe,
      provider({}, () => granted(null)),
    );
    const call = callWith(alice);
    guard(call, next);
    expect([guard.of(call), await bodyOf(handler, alice)]).toEqual(["nobody", null]);
  });

  test("several may be restored in any order", async () => {
    const secure = fakeSecurity();
    const handler = secure({ a: currentUser, b: CurrentUser }, ({ a, b }) => [a.id, b.id]);
    const first = secure.override(currentUser, standIn("a"));
    const second = secure.override(CurrentUser, standIn("b"));
    expect(await bodyOf(handler, alice)).toEqual(["a", "b"]);
    first[Symbol.dispose]();
    expect(await bodyOf(handler, alice)).toEqual(["alice", "b"]);
    second[Symbol.dispose]();
    expect(await bodyOf(handler, alice)).toEqual(["alice", "alice"]);
  });

  test("an override that is disposed twice does not end a later one", async () => {
    const secure = fakeSecurity();
    const handler = secure({ me: currentUser }, ({ me }) => me.id);
    const same = standIn("same");
    const first = secure.override(currentUser, same);
    first[Symbol.dispose]();
    using _ = secure.override(currentUser, same);
    first[Symbol.dispose]();
    expect(await bodyOf(handler, alice)).toBe("same");
  });

  test("routes that are declared while it stands in lose it too", async () => {
    const secure = fakeSecurity();
    const declare = () => secure({ me: currentUser }, ({ me }) => me.id);
    const { handler, during } = (() => {
      using _ = secure.override(currentUser, standIn("during"));
      const made = declare();
      return { handler: made, during: bodyOf(made) };
    })();
    expect([await during, (await ask(handler)).status, await bodyOf(handler, alice)]).toEqual(["during", 401, "alice"]);
  });

  test("for a scheme: the scopes above it still hold", async () => {
    const secure = fakeSecurity();
    const reader = secure({ me: scoped(token, "read") }, ({ me }) => me.sub);
    const writer = secure({ me: scoped(token, "write") }, ({ me }) => me.sub);
    using _ = secure.override(
      token,
      provider({}, () => ({ sub: "stand-in", scopes: ["read"] })),
    );
    expect([await bodyOf(reader), (await ask(writer)).status]).toEqual(["stand-in", 403]);
  });

  test("that cannot be built is refused where it is put in, and leaves everything as it was", async () => {
    const secure = fakeSecurity();
    const handler = secure({ me: currentUser }, ({ me }) => me.id);
    const broken = provider({ lost: undefined as never }, (): User => ({ id: "broken" }));
    expect(refusalOf(() => secure.override(currentUser, broken))).toMatchObject({ name: "ConfigurationError", code: "missing_binding" });
    expect(await bodyOf(handler, alice)).toBe("alice");
  });

  test("one for one: a second is refused until the first is gone", () => {
    const secure = fakeSecurity();
    const first = secure.override(currentUser, standIn("a"));
    expect(refusalOf(() => secure.override(currentUser, standIn("b")))).toMatchObject({ code: "invalid_option" });
    first[Symbol.dispose]();
    expect(() => secure.override(currentUser, standIn("b"))).not.toThrow();
  });

  test("of one application is not another's", async () => {
    const [mine, other] = [fakeSecurity(), fakeSecurity()];
    const handler = other({ me: currentUser }, ({ me }) => me.id);
    using _ = mine.override(currentUser, standIn("mine"));
    expect((await ask(handler)).status).toBe(401);
  });
});
