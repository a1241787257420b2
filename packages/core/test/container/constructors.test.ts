import { inject, injectable } from "tsyringe";
import { describe, expect, test } from "vitest";
import { SecurityProvider } from "../../src/index.js";
import { fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Items {
  readonly kind = "items";
}
@injectable()
class Base {
  constructor(@inject(Items) readonly items: Items) {}
}

class Undecorated extends Base {}
class Grandchild extends Undecorated {}
class WithField extends Base {
  readonly extra = 1;
}
class SpeaksOfConstructors extends Base {
  kind(): unknown {
    return this.constructor(`constructor()`);
  }
}
class HoldsAClass extends Base {
  inner(): unknown {
    return class {
      // oxlint-disable-next-line no-useless-constructor -- the word is the point
      constructor() {}
    };
  }
}
/** tsyringe builds it rightly only where the compiler emitted the base's parameter types, which esbuild and tsx do not. */
@injectable()
class Decorated extends Base {}
class Bare {
  constructor(readonly items: Items) {}
}
class HalfDecorated {
  constructor(@inject(Items) readonly items: Items) {}
}
class BaseOfNothing {
  constructor(readonly items: Items) {}
}
@injectable()
class DecoratedOverBare extends BaseOfNothing {}
class UndecoratedProvider extends SecurityProvider<string> {
  constructor(readonly items: Items) {
    super();
  }
  provide(): string {
    return this.items.kind;
  }
}

const silent: readonly (readonly [string, new (items: Items) => { readonly items: Items }])[] = [
  ["an undecorated subclass without a constructor", Undecorated],
  ["a subclass of one", Grandchild],
  ["one with fields", WithField],
  ["one whose methods speak of constructors", SpeaksOfConstructors],
  ["one whose methods hold a class with a constructor", HoldsAClass],
  ["a decorated subclass without a constructor", Decorated],
  ["a class that nobody decorated", Bare],
  ["a class with @inject but without @injectable", HalfDecorated],
  ["a decorated subclass of an undecorated class", DecoratedOverBare],
];

describe("tsyringe trap 9: what would be built without its dependencies does not start", () => {
  test.each(silent)("%s", (_, need) => {
    const error = refusalOf(() => fakeSecurity().open({ it: need }, () => null));
    expect(error).toMatchObject({ name: "ConfigurationError" });
    expect(error.message).toContain(need.name);
  });

  test("a missing @injectable is named as the mend", () => {
    expect(refusalOf(() => fakeSecurity().open({ it: Bare }, () => null))).toMatchObject({
      code: "arity",
      message: expect.stringContaining("@injectable") as string,
    });
  });

  test("the same for a provider class, and for what stands below another class", () => {
    @injectable()
    class Above {
      constructor(@inject(Undecorated) readonly below: Undecorated) {}
    }
    expect(refusalOf(() => fakeSecurity()({ who: UndecoratedProvider }, () => null))).toMatchObject({ code: "arity" });
    expect(refusalOf(() => fakeSecurity().open({ it: Above }, () => null))).toMatchObject({ code: "arity" });
  });
});

@injectable()
class Own extends Base {
  constructor(@inject(Items) items: Items) {
    super(items);
  }
}

const sound: readonly (readonly [string, new (items: Items) => { readonly items: Items }])[] = [
  ["a subclass with a constructor of its own", Own],
  [
    "a subclass that builds its base by itself",
    class Fixed extends Base {
      constructor() {
        super(new Items());
      }
    },
  ],
  [
    "a class with default parameters",
    class Defaults {
      constructor(readonly items: Items = new Items()) {}
    },
  ],
];

test.each(sound)("tsyringe trap 9: %s starts, and has what it needs", async (_, need) => {
  const kinds = await givenToTwo(ownContainer(), need, ({ items }) => items.kind);
  expect(kinds).toEqual(["items", "items"]);
});
