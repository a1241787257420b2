import "reflect-metadata";
import {
  inject,
  injectable,
  injectAll,
  instanceCachingFactory,
  instancePerContainerCachingFactory,
  Lifecycle,
  predicateAwareClassFactory,
  type DependencyContainer,
} from "tsyringe";
import { describe, expect, test } from "vitest";
import { REQUEST, type RequestView, type Token } from "../../src/index.js";
import { expectNeverShared, fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Trace {
  constructor(@inject(REQUEST) readonly request: RequestView) {}
}
/** Belongs to a request by its registration alone. */
@injectable()
class Unit {}
@injectable()
class Holder {
  constructor(@inject("held") readonly held: unknown) {}
}
@injectable()
class HolderOfAll {
  constructor(@injectAll("held") readonly held: unknown[]) {}
}

type Put = (app: DependencyContainer) => unknown;

/** Ways to hand a request's thing to something that outlives the request; all under the token "held". */
const held: readonly (readonly [string, Put])[] = [
  ["the request itself", (app) => app.register("held", { useToken: REQUEST })],
  ["a transient class", (app) => app.register("held", { useClass: Trace })],
  ["a container-scoped class", (app) => app.register("held", { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped })],
  ["a chain of tokens", (app) => app.register("held", { useToken: "middle" }).register("middle", { useToken: Trace })],
  ["a singleton alias", (app) => app.registerSingleton("held", "middle").register("middle", { useToken: Trace })],
  ["a factory", (app) => app.register("held", { useFactory: (asked) => ({ trace: asked.resolve(Trace) }) })],
  ["a cached factory", (app) => app.register("held", { useFactory: instanceCachingFactory((asked) => asked.resolve(Trace)) })],
  ["a factory by predicate", (app) => app.register("held", { useFactory: predicateAwareClassFactory(() => true, Trace, Unit) })],
];
const holders: readonly (readonly [string, Token<unknown>])[] = [
  ["injected", Holder],
  ["injected with all its kind", HolderOfAll],
];

describe.each(holders)("tsyringe trap 3: a singleton does not start with, %s,", (_, holder) => {
  test.each(held)("%s", (_, put) => {
    const app = ownContainer();
    put(app);
    app.registerSingleton(holder as typeof Holder);
    const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: holder }, () => null));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "captured_request" });
    expect(error.message).toContain("is built once");
    expect(error.message.length).toBeLessThan(500);
  });
});

test("tsyringe trap 3: a singleton that only a factory asks for does not start with the request in it", () => {
  const app = ownContainer();
  app.register("held", { useClass: Trace }).registerSingleton(Holder);
  app.register("outer", { useFactory: (asked) => ({ holder: asked.resolve(Holder) }) });
  const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: outer(app) }, () => null));
  expect(error).toMatchObject({ name: "ConfigurationError", code: "captured_request" });
});

/** A class token that stands for the token "outer". */
function outer(app: DependencyContainer): Token<unknown> {
  class Outer {}
  app.register(Outer, { useToken: "outer" });
  return Outer;
}

const cachedUnits: readonly (readonly [string, Put])[] = [
  ["a cached factory", (app) => app.register("outer", { useFactory: instanceCachingFactory((asked) => ({ unit: asked.resolve(Unit) })) })],
  ["a factory by predicate", (app) => app.register("outer", { useFactory: predicateAwareClassFactory(() => true, OfUnit, OfUnit) })],
  [
    "a singleton behind a factory",
    (app) => app.registerSingleton(OfUnit).register("outer", { useFactory: (asked) => ({ unit: asked.resolve(OfUnit).unit }) }),
  ],
];
@injectable()
class OfUnit {
  constructor(@inject(Unit) readonly unit: Unit) {}
}

test.each(cachedUnits)("tsyringe trap 3: a container-scoped object is never served to two requests by %s", async (_, put) => {
  const app = ownContainer();
  put(app.register(Unit, { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped }));
  await expectNeverShared(app, outer(app), (it) => (it as OfUnit).unit);
});

const safe: readonly (readonly [string, Put])[] = [
  ["a transient class", (app) => app.register("outer", { useClass: Trace })],
  ["a container-scoped class", (app) => app.register("outer", { useClass: Trace }, { lifecycle: Lifecycle.ContainerScoped })],
  ["a resolution-scoped class", (app) => app.register("outer", { useClass: Trace }, { lifecycle: Lifecycle.ResolutionScoped })],
  ["a factory", (app) => app.register("outer", { useFactory: (asked) => asked.resolve(Trace) })],
  [
    "a factory by container",
    (app) => app.register("outer", { useFactory: instancePerContainerCachingFactory((asked) => asked.resolve(Trace)) }),
  ],
];

test.each(safe)("tsyringe trap 3: %s may hold the request, and each request sees its own", async (_, put) => {
  const app = ownContainer();
  put(app);
  const [first, second] = await givenToTwo(app, outer(app), (it) => (it as Trace).request);
  expect(first).toMatchObject({ method: "GET" });
  expect(first).not.toBe(second);
});
