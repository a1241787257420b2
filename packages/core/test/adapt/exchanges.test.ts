import { describe, expect, test } from "vitest";
import { Exchanges } from "../../src/adapt/exchanges.js";
import { Exchange } from "../../src/plan/exchange.js";

const exchange = () => Object.create(Exchange.prototype) as Exchange;
const identities: readonly (readonly [string, () => object])[] = [
  ["an object", () => ({})],
  ["a frozen one", () => Object.freeze({})],
  ["a proxy", () => new Proxy({}, {})],
  ["one without a prototype", () => Object.create(null) as object],
];

describe("what is kept for a request belongs to its own object", () => {
  test.each(identities)("%s: the exchange is there, for one security() alone", (_, identity) => {
    const [one, other] = [new Exchanges(), new Exchanges()];
    const [request, kept] = [identity(), exchange()];
    one.set(request, kept);
    expect(one.get(request)).toBe(kept);
    expect(other.get(request)).toBeUndefined();
    expect(one.get(identity())).toBeUndefined();
  });

  test.each(identities)("%s: nothing else has it: what inherits from it, a copy, a proxy around it", (_, identity) => {
    const exchanges = new Exchanges();
    const request = identity();
    exchanges.set(request, exchange());
    for (const other of [Object.create(request) as object, { ...request }, new Proxy(request, {})])
      expect(exchanges.get(other)).toBeUndefined();
  });

  test.each(identities)("%s: nobody sees it", (_, identity) => {
    const request = identity();
    new Exchanges().set(request, exchange());
    expect(Reflect.ownKeys(request)).toEqual([]);
  });
});
