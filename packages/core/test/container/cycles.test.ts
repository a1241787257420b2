import { delay, inject, injectable, injectAll, type DependencyContainer } from "tsyringe";
import { describe, expect, test } from "vitest";
import { REQUEST, type RequestView } from "../../src/index.js";
import { expectNeverShared, fakeSecurity, givenToTwo, ownContainer, refusalOf } from "../adapt/fake-framework.js";

@injectable()
class Hen {
  constructor(@inject("egg") readonly egg: unknown) {}
}
@injectable()
class Egg {
  constructor(@inject("hen") readonly hen: unknown) {}
}
@injectable()
class Narcissus {
  constructor(@inject(Narcissus.name) readonly image: unknown) {}
}
@injectable()
class Chorus {
  constructor(@injectAll("voices") readonly voices: unknown[]) {}
}

type Put = (app: DependencyContainer) => unknown;

/** Each is a cycle that starts at the token "hen". */
const cycles: readonly (readonly [string, Put])[] = [
  ["classes", (app) => app.register("hen", Hen).register("egg", Egg)],
  ["singletons", (app) => app.registerSingleton("hen", Hen).registerSingleton("egg", Egg)],
  ["a class that needs itself", (app) => app.register("hen", Narcissus).register("Narcissus", { useToken: "hen" })],
  ["aliases", (app) => app.register("hen", { useToken: "b" }).register("b", { useToken: "c" }).register("c", { useToken: "hen" })],
  ["aliases that end in a class", (app) => app.register("hen", { useToken: "middle" }).register("middle", Hen).register("egg", Egg)],
  ["all of a kind", (app) => app.register("hen", Chorus).register("voices", Chorus)],
  [
    "factories",
    (app) =>
      app
        .register("hen", { useFactory: (asked) => ({ egg: asked.resolve("egg") }) })
        .register("egg", { useFactory: (asked) => ({ hen: asked.resolve("hen") }) }),
  ],
  ["a factory and a class", (app) => app.register("hen", { useFactory: (asked) => ({ egg: asked.resolve("egg") }) }).register("egg", Egg)],
];

test.each(cycles)("tsyringe trap 7: a cycle of %s does not start, and says so in one short line", (_, put) => {
  const app = ownContainer();
  const error = refusalOf(() => (put(app), fakeSecurity({ container: app }).open({ hen: theHen(app) }, () => null)));
  if (error.message.startsWith("Token registration cycle detected!")) return; // tsyringe itself refused the registration
  expect(error).toMatchObject({ name: "ConfigurationError", code: "cycle" });
  expect(error.message).toContain("need each other");
  expect(error.message.length).toBeLessThan(500);
  expect(error.message).not.toContain("\n");
});

test("tsyringe trap 7: the message names the whole way round", () => {
  const app = ownContainer().register("hen", Hen).register("egg", Egg);
  const error = refusalOf(() => fakeSecurity({ container: app }).open({ hen: theHen(app) }, () => null));
  expect(error.message).toContain('"hen" → "egg" → "hen"');
});

/** A class token that stands for the token "hen". */
function theHen(app: DependencyContainer): new () => object {
  class TheHen {}
  app.register(TheHen, { useToken: "hen" });
  return TheHen;
}

describe("tsyringe trap 8: delay()", () => {
  @injectable()
  class Author {
    readonly name = "Ann";
    constructor(@inject(delay(() => Book)) readonly book: { readonly title: string }) {}
  }
  @injectable()
  class Book {
    readonly title = "Cycles";
    constructor(@inject(Author) readonly author: Author) {}
  }
  @injectable()
  class Trace {
    constructor(@inject(REQUEST) readonly request: RequestView) {}
  }
  @injectable()
  class Keeper {
    constructor(@inject(delay(() => Trace)) readonly trace: Trace) {}
  }

  test("a cycle that it breaks starts, and works", async () => {
    const titles = await givenToTwo(ownContainer(), Author, ({ book }) => book.title);
    expect(titles).toEqual(["Cycles", "Cycles"]);
  });

  test("a singleton never gets the request through it", async () => {
    const app = ownContainer().registerSingleton(Keeper);
    const given = async () => givenToTwo(app, Keeper, ({ trace }) => trace.request.method);
    await expect(given()).rejects.toThrow(/captured|built once|unregistered/);
  });

  test("a transient class gets its own request through it, or does not start", async () => {
    await expectNeverShared(ownContainer(), Keeper, ({ trace }) => trace.request);
  });

  test("a registration that stands for a delayed class is understood, or refused by its name", async () => {
    const app = ownContainer().register("author", { useToken: delay(() => Author) as never });
    app.register("hen", { useToken: "author" });
    try {
      expect(await givenToTwo(app, theHen(app), (it) => Reflect.get(it, "name") as unknown)).toEqual(["Ann", "Ann"]);
    } catch (error) {
      expect(error).toMatchObject({ name: "ConfigurationError" });
      expect((error as Error).message).not.toContain("[object Object]");
    }
  });
});
