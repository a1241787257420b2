import { inject, injectable, injectAll, instanceCachingFactory, Lifecycle, type DependencyContainer } from "tsyringe";
import { describe, expect, test } from "vitest";
import { REQUEST, token as tokenOf, type RequestView } from "../../src/index.js";
import { expectNeverShared, fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Holder {
  constructor(@inject("held") readonly held: unknown) {}
}
@injectable()
class Optional {
  constructor(@inject("held", { isOptional: true }) readonly held: unknown) {}
}
@injectable()
class All {
  constructor(@injectAll("held") readonly held: readonly unknown[]) {}
}
@injectable()
class AllOrNone {
  constructor(@injectAll("held", { isOptional: true }) readonly held: readonly unknown[]) {}
}
@injectable()
class Trace {
  constructor(@inject(REQUEST) readonly request: RequestView) {}
}

const heldBy = async (app: DependencyContainer, need: new (held: never) => { readonly held: unknown }) =>
  givenToTwo(app, need, ({ held }) => held);

test("tsyringe trap 10: a cached factory gives the one instance to every request", async () => {
  const app = ownContainer().register("held", { useFactory: instanceCachingFactory(() => ({ name: "one" })) });
  const [first, second] = await heldBy(app, Holder);
  expect(first).toEqual({ name: "one" });
  expect(first).toBe(second);
});

test("tsyringe trap 10: a plain factory gives each request its own", async () => {
  const app = ownContainer().register("held", { useFactory: () => ({ name: "each" }) });
  const [first, second] = await heldBy(app, Holder);
  expect(first).toEqual({ name: "each" });
  expect(first).not.toBe(second);
});

describe("tsyringe trap 11: values", () => {
  test.each([undefined, null])("useValue: %s does not start, and the message names the token", (value) => {
    const app = ownContainer().register("held", { useValue: value });
    const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: Holder }, () => null));
    expect(error).toMatchObject({ name: "ConfigurationError" });
    expect(error.message).toContain('"held"');
  });

  test.each([undefined, null])("a factory that gives %s does not start, and the message names the token", (value) => {
    const app = ownContainer().register("held", { useFactory: () => value });
    const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: Holder }, () => null));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "unbuildable" });
    expect(error.message).toContain('"held"');
  });

  test.each([0, "", false, Number.NaN])("useValue: %s is a value", async (value) => {
    const NUMBER = tokenOf<unknown>("number");
    const app = ownContainer().register("held", { useValue: value }).register(NUMBER, { useValue: value });
    expect(await heldBy(app, Holder)).toEqual([value, value]);
    expect(await givenToTwo(app, NUMBER)).toEqual([value, value]);
  });

  test("registering again appends, and the last one is what is looked at and resolved", async () => {
    const app = ownContainer().register("held", { useClass: Trace }).register("held", { useValue: "last" }).registerSingleton(Holder);
    expect(await heldBy(app, Holder)).toEqual(["last", "last"]);
    const captured = ownContainer().register("held", { useValue: "first" }).register("held", { useClass: Trace }).registerSingleton(Holder);
    expect(refusalOf(() => fakeSecurity({ container: captured }).open({ it: Holder }, () => null))).toMatchObject({
      code: "captured_request",
    });
  });
});

describe("optional and several", () => {
  test("an optional token that nobody registered is left out", async () => {
    expect(await heldBy(ownContainer(), Optional)).toEqual([undefined, undefined]);
    expect(await heldBy(ownContainer(), AllOrNone)).toEqual([[], []]);
  });

  test("an optional token that is registered is looked at like any other", () => {
    const app = ownContainer().register("held", { useClass: Trace }).registerSingleton(Optional);
    const error = refusalOf(() => fakeSecurity({ container: app }).open({ it: Optional }, () => null));
    expect(error).toMatchObject({ code: "captured_request" });
  });

  test("an optional parameter of a singleton is filled from the application, also where a request's child asks first", async () => {
    const app = ownContainer().register("held", { useValue: 7 }).registerSingleton(Optional);
    expect(await heldBy(app, Optional)).toEqual([7, 7]);
  });

  test("all of a kind, of different lifetimes: each is what its registration says", async () => {
    const app = ownContainer()
      .register("held", { useFactory: (asked) => asked.resolve(Trace) })
      .register("held", { useClass: Trace }, { lifecycle: Lifecycle.ContainerScoped })
      .register("held", { useValue: "value" });
    const [first, second] = (await heldBy(app, All)) as readonly (readonly [Trace, Trace, string])[];
    expect(first?.map((one) => (one instanceof Trace ? one.request.method : one))).toEqual(["GET", "GET", "value"]);
    expect(first?.[0]?.request).not.toBe(second?.[0]?.request);
    expect(first?.[1]?.request).not.toBe(second?.[1]?.request);
  });

  test("all of a kind, where a factory before the last one asks for the request", async () => {
    const app = ownContainer()
      .register("held", { useFactory: (asked) => asked.resolve(Trace) })
      .register("held", { useValue: "value" });
    await expectNeverShared(app, All, ({ held }) => (held[0] as Trace).request);
  });

  test("S-301 a missing token is refused with its name, wherever it is asked for", () => {
    for (const need of [Holder, All]) {
      const error = refusalOf(() => fakeSecurity().open({ it: need }, () => null));
      expect(error).toMatchObject({ name: "ConfigurationError" });
      expect(`${error.message} ${(error.cause as Error | undefined)?.message}`).toContain('"held"');
    }
  });
});
