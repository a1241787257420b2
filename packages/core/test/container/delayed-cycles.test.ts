import { delay, inject, injectable, Lifecycle, singleton, type DependencyContainer } from "tsyringe";
import { describe, expect, test } from "vitest";
import { REQUEST, type Token } from "../../src/index.js";
import { fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

/** Belongs to one request, by what is registered for it. */
@injectable()
class Unit {
  readonly who = "nobody";
}
@injectable()
class Trace {
  constructor(@inject(REQUEST) readonly request: object) {}
}
/** One for all requests; comes to its other half when that is first used. */
@injectable()
class Kept {
  constructor(@inject(delay(() => Half)) readonly half: { readonly unit: Unit }) {}
}
@injectable()
class Half {
  constructor(
    @inject(Kept) readonly kept: Kept,
    @inject(Unit) readonly unit: Unit,
  ) {}
}
@injectable()
class Above {
  constructor(@inject(Half) readonly half: Half) {}
}

const bound: readonly (readonly [string, (app: DependencyContainer) => DependencyContainer])[] = [
  ["a container-scoped object", (app) => app.register(Unit, { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped })],
  ["the request", (app) => app.register(Unit, { useToken: REQUEST })],
  [
    "what a factory makes of the request",
    (app) => app.register(Unit, { useFactory: (asked) => Object.assign(new Unit(), { trace: asked.resolve(Trace) }) }),
  ],
];
const entrances: readonly (readonly [string, Token<unknown>])[] = [
  ["the singleton", Kept],
  ["its other half", Half],
  ["something above it", Above],
];

const startWith = (app: DependencyContainer, need: Token<unknown>) =>
  refusalOf(() => fakeSecurity({ container: app }).open({ it: need }, () => null));

describe.each(bound)("a singleton whose delayed half holds %s does not start", (_, put) => {
  test.each(entrances)("where a route asks for %s", (_, need) => {
    const error = startWith(put(ownContainer().registerSingleton(Kept)), need);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "captured_request" });
    expect(error.message).toMatch(/Kept → .*is built once but holds something that belongs to one request/);
  });

  test("where a factory makes the half", () => {
    const app = put(ownContainer().registerSingleton(Kept));
    app.register(Half, { useFactory: (asked) => new Half(asked.resolve(Kept), asked.resolve(Unit)) });
    expect(startWith(app, Half)).toMatchObject({ code: "captured_request" });
  });
});

describe("the same", () => {
  test("for a class that says @singleton by itself", () => {
    @singleton()
    class Decorated {
      constructor(@inject(delay(() => Other)) readonly other: object) {}
    }
    @injectable()
    class Other {
      constructor(
        @inject(Decorated) readonly kept: Decorated,
        @inject(REQUEST) readonly request: object,
      ) {}
    }
    for (const need of [Other, Decorated]) expect(startWith(ownContainer(), need)).toMatchObject({ code: "captured_request" });
  });

  test("for a longer way round, with the singleton and the request's thing on different members", () => {
    @injectable()
    class First {
      constructor(
        @inject(delay(() => Second)) readonly second: object,
        @inject("unit") readonly unit: object,
      ) {}
    }
    @injectable()
    class Second {
      constructor(@inject("third") readonly third: object) {}
    }
    @injectable()
    class Third {
      constructor(@inject(First) readonly first: First) {}
    }
    for (const need of [First, Second, Third]) {
      const app = ownContainer().register("unit", { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped });
      app.registerSingleton("third", Third);
      expect(startWith(app, need)).toMatchObject({ code: "captured_request" });
    }
  });

  test("for a cycle within a cycle, where the singleton is only on the inner one", () => {
    @injectable()
    class Outer {
      constructor(
        @inject(delay(() => Inner)) readonly inner: object,
        @inject(REQUEST) readonly request: object,
      ) {}
    }
    @injectable()
    class Inner {
      constructor(
        @inject(Outer) readonly outer: Outer,
        @inject("kept") readonly kept: object,
      ) {}
    }
    @injectable()
    class Innermost {
      constructor(@inject(delay(() => Inner)) readonly inner: object) {}
    }
    for (const need of [Outer, Inner]) {
      expect(startWith(ownContainer().registerSingleton("kept", Innermost), need)).toMatchObject({ code: "captured_request" });
    }
  });
});

test.each(entrances)("a delayed cycle that holds nothing of one request starts, asked for by %s", async (_, need) => {
  const app = ownContainer().registerSingleton(Kept).registerSingleton(Unit);
  const kept = (it: unknown) => (it instanceof Above ? it.half.kept : it instanceof Half ? it.kept : it);
  const [first, second] = await givenToTwo(app, need, kept);
  expect(first).toBeInstanceOf(Kept);
  expect(first).toBe(second);
  expect((first as Kept).half.unit.who).toBe("nobody");
});
