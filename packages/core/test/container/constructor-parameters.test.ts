import { inject, injectable, type DependencyContainer } from "tsyringe";
import { describe, expect, test } from "vitest";
import { REQUEST, token as tokenOf, type RequestView } from "../../src/index.js";
import { fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

class Items {
  readonly kind = "items";
}
type Built = new (...parameters: never[]) => { readonly items: unknown };

/** Decorates as esbuild and tsx do it: without the types of parameters that nobody decorated. */
function untyped<C extends Built>(target: C, ...injected: readonly number[]): C {
  for (const index of injected) inject(Items)(target, undefined, index);
  Reflect.apply(injectable(), undefined, [target]);
  return target;
}
const startWith = (need: Built, container?: DependencyContainer) =>
  refusalOf(() => fakeSecurity({ ...(container && { container }) }).open({ it: need }, () => null));

class Between {
  constructor(
    readonly clock: unknown,
    readonly items: unknown,
  ) {}
}
class Behind {
  constructor(
    readonly items: unknown,
    readonly clock: unknown,
  ) {}
}
class AmongThree {
  constructor(
    readonly items: unknown,
    readonly clock: unknown,
    readonly more: unknown,
  ) {}
}
class OnBase {
  constructor(readonly items: unknown) {}
}
class BehindABase extends OnBase {
  constructor(
    items: unknown,
    readonly clock: unknown,
  ) {
    super(items);
  }
}

describe("a constructor parameter that nobody wrote anything about does not start, and is named with its class and the mend", () => {
  test.each([
    ["before another", untyped(Between, 1), 0],
    ["behind another", untyped(Behind, 0), 1],
    ["between others", untyped(AmongThree, 0, 2), 1],
    ["behind those of the base", untyped(BehindABase, 0), 1],
  ])("%s", (_, need, index) => {
    const error = startWith(need);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "missing_binding" });
    expect(error.message).toContain(
      `Parameter ${index} of the constructor of ${need.name} does not say what to inject: add @inject(Token).`,
    );
  });

  test("one with a default behind those that are injected needs no word", async () => {
    class WithDefault {
      constructor(
        readonly items: unknown,
        readonly limit = 5,
      ) {}
    }
    expect(await givenToTwo(ownContainer(), untyped(WithDefault, 0), ({ limit }) => limit)).toEqual([5, 5]);
  });
});

describe("a class that is injected into without @injectable does not start, and is named with the mend", () => {
  class HalfDecorated {
    constructor(@inject(Items) readonly items: Items) {}
  }

  test("asked for by a route", () => {
    const error = startWith(HalfDecorated);
    expect(error).toMatchObject({ code: "unbuildable", cause: expect.any(Error) as Error });
    expect(error.message).toBe("HalfDecorated is injected into, but not decorated: add @injectable() to it.");
  });

  test("also below another class, which is not to blame", () => {
    @injectable()
    class Above {
      constructor(@inject(HalfDecorated) readonly items: HalfDecorated) {}
    }
    expect(startWith(Above).message).toBe("HalfDecorated is injected into, but not decorated: add @injectable() to it.");
  });
});

describe("a subclass that takes parameters has a constructor of its own, whatever its text looks like", () => {
  const NAME = tokenOf<string>("name");
  @injectable()
  class Base {
    constructor(@inject(NAME) readonly items: string) {}
  }
  @injectable()
  class Braces extends Base {
    static readonly brace = /[{]/;
    constructor(@inject(NAME) name: string) {
      super(`braces ${name}`);
    }
  }
  @injectable()
  class Quotes extends Base {
    readonly backtick = /`/;
    readonly quote = /'/;
    constructor(@inject(NAME) name: string) {
      super(`quotes ${name}`);
    }
    strip(text: string): string {
      return text.replace(/"/g, "a`b");
    }
  }

  test.each([
    ["a brace in a regular expression", Braces, "braces x"],
    ["quotes in regular expressions", Quotes, "quotes x"],
  ])("%s before it", async (_, need, expected) => {
    const app = ownContainer().register(NAME, { useValue: "x" });
    expect(await givenToTwo(app, need, ({ items }) => items)).toEqual([expected, expected]);
  });
});

test("a constructor that reads a header does not start, and the message tells that there is none at set-up", () => {
  @injectable()
  class Tenant {
    readonly items: string;
    constructor(@inject(REQUEST) request: RequestView) {
      const [tenant] = request.header("x-tenant");
      if (tenant === undefined) throw new TypeError("no tenant");
      this.items = tenant;
    }
  }
  const error = startWith(Tenant);
  expect(error).toMatchObject({ code: "unbuildable", cause: { message: "no tenant" } });
  expect(error.message).toContain("could not build Tenant at set-up, where it is shown a request without header fields");
});
