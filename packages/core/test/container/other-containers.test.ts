import { readdirSync, readFileSync } from "node:fs";
import { container as globalContainer, injectable } from "tsyringe";
import { describe, expect, test } from "vitest";
import {
  bearer,
  provider,
  Security,
  SecurityProvider,
  token as tokenOf,
  type ChildContainer,
  type Container,
  type ContainerToken,
} from "../../src/index.js";
import { ask, fakeSecurity, ownContainer, refusalOf } from "../adapt/fake-framework.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

/** The least that can be handed in: recipes, asked anew each time. */
class Recipes implements ChildContainer {
  readonly #recipes: ReadonlyMap<ContainerToken, () => unknown>;
  children = 0;
  constructor(recipes: ReadonlyMap<ContainerToken, () => unknown>) {
    this.#recipes = recipes;
  }
  resolve(asked: ContainerToken): unknown {
    const recipe = this.#recipes.get(asked);
    if (recipe === undefined) throw new Error(`no recipe for ${String(asked)}`);
    return recipe();
  }
  isRegistered(asked: ContainerToken): boolean {
    return this.#recipes.has(asked);
  }
  register(): void {}
  createChildContainer(): ChildContainer {
    this.children += 1;
    return new Recipes(this.#recipes);
  }
}

class Items {
  readonly kind = "items";
}
class CurrentUser extends SecurityProvider<string> {
  constructor(readonly items: Items) {
    super();
  }
  provide(@Security(token) { sub }: { sub: string }): string {
    return `${sub} of ${this.items.kind}`;
  }
}
class Controller {
  constructor(readonly items: Items) {}
  show(@Security(CurrentUser) me: string): string {
    return `${me}, ${this.items.kind}`;
  }
}
const CLOCK = tokenOf<() => number>("Clock");

function recipes(): Recipes {
  const items = new Items();
  const byToken = new Map<ContainerToken, () => unknown>([
    [Items, () => items],
    [CurrentUser, () => new CurrentUser(items)],
    [Controller, () => new Controller(items)],
    [CLOCK, () => () => 7],
  ]);
  return new Recipes(byToken);
}

describe("a container that is not tsyringe's", () => {
  test("builds controllers, provider classes and services, without metadata and without a child per request", async () => {
    const container = recipes();
    const secure = fakeSecurity({ container });
    const handlers = [secure(Controller, "show"), secure({ me: CurrentUser, clock: CLOCK }, ({ me, clock }) => `${me}, ${clock()}`)];
    const bodies = [];
    for (const handler of handlers) bodies.push((await ask(handler, alice)).body);
    expect(bodies).toEqual(["alice of items, items", "alice of items, 7"]);
    expect(container.children).toBe(0);
  });

  test("S-301 what it does not know does not start", () => {
    const error = refusalOf(() => fakeSecurity({ container: recipes() }).open({ date: Date }, () => null));
    expect(error).toMatchObject({ name: "ConfigurationError", code: "unbuildable", message: expect.stringContaining("Date") as string });
  });

  test("what it refuses at request time is a fault, and the handler does not run", async () => {
    let isOut = false;
    const fickle: Container = new Recipes(
      new Map<ContainerToken, () => unknown>([[Items, () => (isOut ? fail("no more items") : new Items())]]),
    );
    const handler = fakeSecurity({ container: fickle })({ token, items: Items }, () => "reached");
    isOut = true;
    await expect(ask(handler, alice)).rejects.toThrow("no more items");
    expect((await ask(handler)).status).toBe(401);
  });
});

function fail(message: string): never {
  throw new Error(message);
}

test("tsyringe trap 13: core imports neither tsyringe nor reflect-metadata", () => {
  const source = new URL("../../src/", import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const importing = files.filter((name) =>
    /from "(tsyringe|reflect-metadata)|import "(tsyringe|reflect-metadata)/.test(readFileSync(new URL(name, source), "utf8")),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(importing).toEqual([]);
});

test("tsyringe trap 14: the container that was handed in is asked, never the global one", async () => {
  @injectable()
  class Greeting {
    readonly text: string = "global";
  }
  class Own extends Greeting {
    override readonly text = "own";
  }
  globalContainer.register(Greeting, { useClass: Greeting });
  const app = ownContainer().register(Greeting, { useClass: Own });
  const greeting = provider({ token, greeting: Greeting }, ({ greeting }, { resolve }) => `${greeting.text} ${resolve(Greeting).text}`);
  expect(
    (
      await ask(
        fakeSecurity({ container: app })({ greeting }, ({ greeting }) => greeting),
        alice,
      )
    ).body,
  ).toBe("own own");
});
