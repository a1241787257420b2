import { inject, injectable, Lifecycle, type DependencyContainer } from "tsyringe";
import { describe, expect, test } from "vitest";
import {
  bearer,
  policy,
  provider,
  REQUEST,
  require,
  token as tokenOf,
  type AnyProvider,
  type Context,
  type Token,
} from "../../src/index.js";
import { ask, fakeSecurity, ownContainer } from "../adapt/fake-framework.js";

const alice = "Authorization: Bearer alice";
const bob = "Authorization: Bearer bob";

@injectable()
class Cart {
  readonly items: string[] = [];
}
@injectable()
class Trace {
  constructor(@inject(REQUEST) readonly request: object) {}
}
@injectable()
class HoldsACart {
  constructor(@inject(Cart) readonly cart: Cart) {}
}
class Shelf {
  readonly items: string[] = [];
}
const CART = tokenOf<Cart>("cart");
const TRACE = tokenOf<Trace>("trace");

function containerWithCart(): DependencyContainer {
  const app = ownContainer().register(Cart, { useClass: Cart }, { lifecycle: Lifecycle.ContainerScoped });
  return app.register(CART, { useToken: Cart }).register(TRACE, { useFactory: (asked) => asked.resolve(Trace) });
}

/** What a request to a route that resolves a token in this place ends with. */
async function resolving(need: Token<unknown>, place: (resolve: (context: Context) => boolean) => AnyProvider): Promise<unknown> {
  const secure = fakeSecurity({ container: containerWithCart() });
  const me = place(({ resolve }) => resolve(need) !== undefined);
  return ask(
    secure({ me }, () => "reached"),
    alice,
  );
}

const ofOneRequest: readonly (readonly [string, Token<unknown>, string])[] = [
  ["the request", REQUEST, REQUEST.toString()],
  ["a class that holds it", Trace, "Trace"],
  ["a factory's product that holds it", TRACE, TRACE.toString()],
  ["a container-scoped class", Cart, "Cart"],
  ["another name of one", CART, CART.toString()],
  ["a class that holds one", HoldsACart, "HoldsACart"],
];
const places: readonly (readonly [string, (resolve: (context: Context) => boolean) => AnyProvider])[] = [
  ["a scheme's verify", (resolve) => bearer((_, context) => resolve(context))],
  ["a provider", (resolve) => provider({ token: bearer((sub) => sub) }, (_, context) => resolve(context))],
  ["a policy", (resolve) => require(bearer((sub) => sub), policy("any", (_sub, _none, context) => resolve(context)))],
];

describe.each(places)("context.resolve in %s", (_, place) => {
  test.each(ofOneRequest)("refuses %s: the container of all requests would give it to all of them", async (_, need, name) => {
    const refused = resolving(need, place);
    await expect(refused).rejects.toMatchObject({ name: "ConfigurationError", code: "captured_request" });
    await expect(refused).rejects.toThrow(`${name}`);
    await expect(refused).rejects.toThrow("declare it as a need instead");
  });
});

test("what one request put into its own is nowhere to be found in the next one's", async () => {
  const carts: unknown[] = [];
  const token = bearer((sub, { resolve }) => (resolve(Cart).items.push(sub), { sub }));
  const handler = fakeSecurity({ container: containerWithCart() })({ token, cart: Cart }, ({ cart }) => void carts.push(cart.items));
  for (const line of [alice, bob]) await expect(ask(handler, line)).rejects.toMatchObject({ code: "captured_request" });
  expect(carts).toEqual([]);
});

describe("context.resolve gives what is shared", () => {
  const SETTINGS = tokenOf<{ readonly name: string }>("settings");
  const shared: readonly (readonly [string, Token<unknown>, unknown])[] = [
    ["a singleton", Shelf, { items: [] }],
    ["a value", SETTINGS, { name: "prod" }],
  ];

  test.each(shared)("%s, the same to every request", async (_, need, expected) => {
    const given: unknown[] = [];
    const container = ownContainer()
      .registerSingleton(Shelf)
      .register(SETTINGS, { useValue: { name: "prod" } });
    const me = bearer((sub, { resolve }) => (given.push(resolve(need)), { sub }));
    const handler = fakeSecurity({ container })({ me }, () => "in");
    for (const line of [alice, bob]) expect((await ask(handler, line)).status).toBe(200);
    expect(given).toEqual([expected, expected]);
    expect(given[0]).toBe(given[1]);
  });

  test("and what is made anew each time, where it holds nothing of a request", async () => {
    const given: unknown[] = [];
    const me = bearer((sub, { resolve }) => (given.push(resolve(Shelf)), { sub }));
    const handler = fakeSecurity()({ me }, () => "in");
    for (const line of [alice, bob]) expect((await ask(handler, line)).status).toBe(200);
    expect(given).toEqual([{ items: [] }, { items: [] }]);
    expect(given[0]).not.toBe(given[1]);
  });
});
