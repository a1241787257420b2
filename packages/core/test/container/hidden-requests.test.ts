import { delay, inject, injectable, injectAll, instanceCachingFactory, Lifecycle, type DependencyContainer } from "tsyringe";
import { expect, test } from "vitest";
import { REQUEST, token } from "../../src/index.js";
import { ask, fakeSecurity, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Unit {}
@injectable()
class Kept {
  constructor(@inject(delay(() => Half)) readonly half: object) {}
}
@injectable()
class Half {
  constructor(@injectAll("held") readonly held: object[]) {}
}
@injectable()
class Holder {
  constructor(@injectAll("held") readonly held: object[]) {}
}

test.each([
  ["the holder", Holder],
  ["the delayed half", Half],
])("a singleton whose delayed half holds all of a kind, one of them of a request, does not start, seen from %s", (_, need) => {
  const container = ownContainer().registerSingleton("held", Kept);
  container.register("held", { useClass: Unit }, { lifecycle: Lifecycle.ContainerScoped });
  expect(refusalOf(() => fakeSecurity({ container }).open({ it: need }, () => null))).toMatchObject({ code: "captured_request" });
});

test("a factory that keeps what it makes and asks for the request itself does not start", () => {
  const MADE = token<object>("made");
  const container = ownContainer().register(MADE, {
    useFactory: instanceCachingFactory((asked) => ({ request: asked.resolve(REQUEST) })),
  });
  expect(refusalOf(() => fakeSecurity({ container }).open({ it: MADE }, () => null))).toMatchObject({ code: "captured_request" });
});

test("a singleton that delays what a factory makes of the request does not start", () => {
  class Made {}
  @injectable()
  class Keeper {
    constructor(@inject(delay(() => Made)) readonly made: object) {}
  }
  const container = ownContainer().registerSingleton(Keeper);
  container.register(Made, { useFactory: (asked) => ({ request: asked.resolve(REQUEST) }) });
  expect(refusalOf(() => fakeSecurity({ container }).open({ it: Keeper }, () => null))).toMatchObject({ code: "captured_request" });
});

test("a singleton that a factory asks for after the request is built from the application's container", async () => {
  const CONTAINER = token<DependencyContainer>("container");
  const MADE = token<{ keeper: Keeper }>("made");
  @injectable()
  class Keeper {
    constructor(@inject(CONTAINER) readonly container: DependencyContainer) {}
  }
  const container = ownContainer().registerSingleton(Keeper);
  container.register(CONTAINER, { useFactory: (asked) => asked });
  container.register(MADE, { useFactory: (asked) => ({ request: asked.resolve(REQUEST), keeper: asked.resolve(Keeper) }) });
  const handler = fakeSecurity({ container }).open({ made: MADE }, ({ made }) => made.keeper.container === container);
  expect((await ask(handler)).body).toBe(true);
});
