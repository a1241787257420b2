import { describe, expect, test } from "vitest";
import { bearer, Security } from "../../src/index.js";
import { ask, fakeSecurity } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const ways: readonly (readonly [string, (value: unknown) => unknown])[] = [
  ["returned", (value) => value],
  ["returned late", async (value) => value],
];

describe.each(ways)("what JSON cannot hold is a fault where it is %s, and not an empty answer:", (_, give) => {
  test.each([
    ["function", () => 1],
    ["symbol", Symbol("one")],
    ["generator", (function* () {})()],
    ["generator", (async function* () {})()],
  ])("a %s", async (kind, value) => {
    const secure = fakeSecurity();
    for (const handler of [secure.open(() => give(value)), secure({ token }, () => give(value))]) {
      const answer = ask(handler, alice);
      await expect(answer).rejects.toThrow(`A handler returned a ${kind}, which JSON cannot hold: return a value, or a Response.`);
      await expect(answer).rejects.toBeInstanceOf(TypeError);
    }
  });

  test.each([[null], [0], [""], [false], [[1]], [{ a: 1 }]])("%j is answered as it is", async (value) => {
    expect(await ask(fakeSecurity().open(() => give(value)))).toMatchObject({ status: 200, body: value });
  });
});

test("a method that was written as a generator is a fault: nothing of its body has run", async () => {
  class Feed {
    async *list(@Security(token) me: { sub: string }): AsyncGenerator<string> {
      yield me.sub;
    }
  }
  await expect(ask(fakeSecurity()(Feed, "list"), alice)).rejects.toThrow("A handler returned a generator");
});
