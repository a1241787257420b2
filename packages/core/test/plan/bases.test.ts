import { expect, test } from "vitest";
import { Services } from "../../src/container/services.js";
import { bearer, provider, type AnyProvider } from "../../src/index.js";
import { Bases } from "../../src/plan/bases.js";
import { ownContainer } from "../adapt/fake-framework.js";

const token = bearer((sub) => ({ sub }));
const name = provider({ token }, ({ token: { sub } }) => sub);

test("what many plans rest on is made once, whatever their number; for another list of terms, anew", () => {
  const bases = new Bases(new Services(ownContainer()), new Map());
  let made = 0;
  const basisOf = (...terms: readonly AnyProvider[]) =>
    bases.of(terms, (builder) => {
      made += 1;
      return terms.map((term) => builder.need("a test", term));
    });
  const many = Array.from({ length: 1_000 }, () => basisOf(name, token));
  expect(new Set(many).size).toBe(1);
  expect(made).toBe(1);
  expect(basisOf(token, name)).not.toBe(many[0]);
  expect(basisOf(name)).not.toBe(many[0]);
  expect(made).toBe(3);
});
