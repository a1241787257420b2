import { beforeEach, describe, expect, test } from "vitest";
import { bearer, Dependency, Open, Security } from "../../src/index.js";
import { callWith, fakeSecurity, type FakeSecure, type Handler } from "../adapt/fake-framework.js";

interface Me {
  readonly sub: string;
}
const token = bearer((sub): Me => ({ sub }));
const me: Me = { sub: "alice" };
class Items {}

/** What a method was given. */
let seen: readonly unknown[] = [];
beforeEach(() => {
  seen = [];
});
const see = (...given: unknown[]): null => ((seen = given), null);

/** A method decorator that wraps, as those for logging and caching do: what it leaves in place names no parameters. */
function Logged(_: object, __: string, descriptor: PropertyDescriptor): void {
  const original = descriptor.value as (...given: unknown[]) => unknown;
  descriptor.value = function (this: unknown, ...given: unknown[]) {
    return original.apply(this, given);
  };
}

class Wrapped {
  @Logged
  all(@Security(token) me: Me, call: unknown, next: unknown): unknown {
    return see(me, call, next);
  }
  @Logged
  some(@Security(token) me: Me, call: unknown): unknown {
    return see(me, call);
  }
  @Logged
  between(call: unknown, @Security(token) me: Me, next: unknown): unknown {
    return see(call, me, next);
  }
  @Logged
  withService(@Dependency(Items) items: Items, @Security(token) me: Me, call: unknown): unknown {
    return see(items, me, call);
  }
  @Logged
  none(@Security(token) me: Me): unknown {
    return see(me);
  }
}
class Plain {
  all(@Security(token) me: Me, call: unknown, next: unknown): unknown {
    return see(me, call, next);
  }
  some(@Security(token) me: Me, call: unknown, ...rest: unknown[]): unknown {
    return see(me, call, ...rest);
  }
  withDefault(@Security(token) me: Me, limit = 5, ...rest: unknown[]): unknown {
    return see(me, limit, ...rest);
  }
  @Open()
  open(...given: unknown[]): unknown {
    return see(...given);
  }
}

const call = callWith("Authorization: Bearer alice");
const next = () => undefined;
async function givenTo(declare: (secure: FakeSecure) => Handler): Promise<readonly unknown[]> {
  call.reply = undefined;
  await declare(fakeSecurity())(call, next);
  expect(call.reply).toMatchObject({ status: 200 });
  return seen;
}

describe("a method that a decorator wrapped is given", () => {
  const items: unknown = expect.any(Items);

  test.each([
    ["everything that the framework gives, behind what is injected", "all", [me, call, next]],
    ["as much of it as it takes", "some", [me, call]],
    ["what stands before an injected parameter, and the rest behind it", "between", [call, me, next]],
    ["services as well", "withService", [items, me, call]],
    ["only what is injected, where it takes nothing else", "none", [me]],
  ] as const)("%s", async (_, method, expected) => {
    expect(await givenTo((secure) => secure(Wrapped, method))).toEqual(expected);
  });

  test("nothing before its caller was let in", async () => {
    const stranger = callWith();
    await fakeSecurity()(Wrapped, "all")(stranger, next);
    expect([stranger.reply, seen]).toMatchObject([{ status: 401 }, []]);
  });
});

describe("a method that shows its parameters is given no more than it names", () => {
  test.each([
    ["all", [me, call, next]],
    ["some", [me, call]],
    ["withDefault", [me, 5]],
    ["open", []],
  ] as const)("%s", async (method, expected) => {
    expect(await givenTo((secure) => secure(Plain, method))).toEqual(expected);
  });
});
