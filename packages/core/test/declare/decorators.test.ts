import { describe, expect, test, vi } from "vitest";
import { bearer, Dependency, Open, provider, scoped, Security, securityParam } from "../../src/index.js";
import { ask, fakeSecurity, refusalOf } from "../adapt/fake-framework.js";

const verify = vi.fn<(text: string) => { sub: string; scopes: string[] }>((sub) => ({ sub, scopes: ["read"] }));
const token = bearer({ scopes: ["read", "write"], verify });
const alice = "Authorization: Bearer alice";
type Me = ReturnType<typeof verify>;
class Items {
  readonly kind = "items";
}

describe("decorators only record", () => {
  class Controller {
    show(@Security(token) me: Me | string, @Dependency(Items) items: Items | string, ...given: unknown[]): unknown {
      return [typeof me === "string" ? me : me.sub, typeof items === "string" ? items : items.kind, given.length];
    }
    @Open()
    health(): string {
      return "ok";
    }
  }
  class Plain {
    show(): void {}
    health(): void {}
  }

  test("the class, its prototype and its methods are as without them", () => {
    const shape = (of: object) =>
      Reflect.ownKeys(of)
        .filter((key) => key !== "length")
        .map((key) => [key, { ...Object.getOwnPropertyDescriptor(of, key), value: undefined }]);
    expect(shape(Controller.prototype)).toEqual(shape(Plain.prototype));
    expect(shape(Controller)).toEqual(shape(Plain));
  });

  test("a direct call checks nothing and fills nothing in", () => {
    verify.mockClear();
    expect(new Controller().show("me", "items", 1, 2)).toEqual(["me", "items", 2]);
    expect(verify).not.toHaveBeenCalled();
  });

  test("declaring asks nothing of the providers", () => {
    verify.mockClear();
    const run = vi.fn<() => string>(() => "x");
    class Asks {
      show(@Security(scoped(provider({ token }, run), "read")) x: string): string {
        return x;
      }
    }
    expect([new Asks().show("y"), verify.mock.calls, run.mock.calls]).toEqual(["y", [], []]);
  });

  test("what is mounted is filled: security, services, then the framework's own arguments in their order", async () => {
    class Ordered {
      show(call: unknown, @Security(token) me: Me, next: unknown, @Dependency(Items) items: Items): unknown {
        return [typeof call, me.sub, typeof next, items.kind];
      }
    }
    expect((await ask(fakeSecurity()(Ordered, "show"), alice)).body).toEqual(["object", "alice", "function", "items"]);
  });

  test("two methods, two classes and a symbol for a name keep their records apart", async () => {
    const key = Symbol("show");
    class One {
      [key](@Security(token) me: Me): string {
        return me.sub;
      }
      open(_me: unknown): void {}
    }
    class Two {
      @Open()
      show(): string {
        return "two";
      }
    }
    const secure = fakeSecurity();
    expect((await ask(secure(One, key), alice)).body).toBe("alice");
    expect((await ask(secure(Two, "show"))).body).toBe("two");
    expect(refusalOf(() => secure(One, "open"))).toMatchObject({ code: "no_security" });
  });
});

describe("securityParam", () => {
  const CurrentMe = securityParam(token);

  test("each use adds its own scopes, and none are left for the next", async () => {
    class Controller {
      write(@CurrentMe("write") me: Me): string {
        return me.sub;
      }
      any(@CurrentMe() me: Me): string {
        return me.sub;
      }
    }
    const secure = fakeSecurity();
    expect((await ask(secure(Controller, "write"), alice)).status).toBe(403);
    expect((await ask(secure(Controller, "any"), alice)).body).toBe("alice");
  });

  test("a service is not a provider", () => {
    const Wrong = securityParam(Items as never);
    class Controller {
      show(me: unknown): unknown {
        return me;
      }
    }
    Wrong()(Controller.prototype, "show", 0 as never);
    expect(refusalOf(() => fakeSecurity()(Controller, "show"))).toMatchObject({
      code: "invalid_option",
      message: expect.stringContaining("@Dependency") as string,
    });
  });
});
