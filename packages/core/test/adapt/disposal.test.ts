import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  anyOf,
  bearer,
  granted,
  map,
  optional,
  policy,
  provider,
  rejected,
  require,
  token as tokenOf,
  type SecurityEvent,
} from "../../src/index.js";
import { ask, callWith, fakeSecurity, next, ownContainer } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const log: string[] = [];
beforeEach(() => {
  log.length = 0;
});

const disposable = (name: string): Disposable & { name: string } => ({ name, [Symbol.dispose]: () => void log.push(name) });

const resource = provider({ token }, () => disposable("resource"));

describe("what a provider yields is disposed after the request", () => {
  test("once, whoever else yields or keeps the same", async () => {
    const same = map(resource, (one) => one);
    const again = provider({ resource, same }, ({ resource }) => granted(resource));
    await ask(
      fakeSecurity()({ resource, same, again, any: anyOf(same) }, () => void log.push("handler")),
      alice,
    );
    expect(log).toEqual(["handler", "resource"]);
  });

  test("last first, waiting for each", async () => {
    const slow = (name: string) => ({ [Symbol.asyncDispose]: async () => (log.push(`${name}…`), await delay(2), void log.push(name)) });
    const first = provider({ token }, () => slow("first"));
    const second = provider({ first }, async () => slow("second"));
    await ask(
      fakeSecurity()({ first, second }, () => null),
      alice,
    );
    expect(log).toEqual(["second…", "second", "first…", "first"]);
  });

  test("by its asynchronous way, where it has both", async () => {
    const both = { ...disposable("now"), [Symbol.asyncDispose]: async () => void log.push("later") };
    await ask(
      fakeSecurity()({ both: provider({ token }, () => both) }, () => null),
      alice,
    );
    expect(log).toEqual(["later"]);
  });

  test.each([
    ["a text", "text"],
    ["a number", 7],
    ["true", true],
    ["null", granted(null)],
    ["an object", {}],
    ["a function", Object.assign(() => 1, { [Symbol.dispose]: () => log.push("function") })],
  ])("%s is not there to be disposed, and is handed on as it is", async (_, value) => {
    const handler = fakeSecurity()({ value: provider({ token }, () => value) }, () => null);
    const call = callWith(alice);
    await handler(call, next);
    expect([call.reply?.status, call.endings.length, log]).toEqual([200, 0, []]);
  });

  test.each([
    ["a provider that rejects after it", (of: typeof resource) => provider({ of }, () => rejected("no"))],
    ["a policy that denies it", (of: typeof resource) => require(of, policy("no", () => false))],
    ["an optional that is absent beside it", (of: typeof resource) => provider({ of, maybe: optional(token) }, () => rejected("no"))],
  ])("also where the request is refused: %s", async (_, refuse) => {
    const { status } = await ask(
      fakeSecurity()({ refused: refuse(resource) }, () => "reached"),
      alice,
    );
    expect(status).toBeGreaterThanOrEqual(401);
    expect(log).toEqual(["resource"]);
  });

  test("a guard's, after what stands behind it has answered", async () => {
    const secure = fakeSecurity();
    const guard = secure.guard(resource);
    const handler = secure({ token }, () => void log.push("handler"));
    const call = callWith(alice);
    await guard(call, () => handler(call, next));
    for (const ending of call.endings) await ending();
    expect(log).toEqual(["handler", "resource"]);
  });

  test("what fails to close is told of, and nothing else: the answer stands, the rest is closed", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const broken = provider({ resource }, () => ({ [Symbol.asyncDispose]: async () => Promise.reject(new RangeError("stuck")) }));
    expect(
      (
        await ask(
          fakeSecurity({ onEvent })({ broken }, () => "in"),
          alice,
        )
      ).status,
    ).toBe(200);
    expect(log).toEqual(["resource"]);
    expect(onEvent.mock.calls.map(([{ type, route, code }]) => [type, route, code])).toContainEqual(["fault", "disposal", "RangeError"]);
  });
});

describe("what comes when the request is over", () => {
  test("is disposed at once", async () => {
    const late = provider({ token }, async () => (await delay(20), disposable("late")));
    expect(
      (
        await ask(
          fakeSecurity({ timeout: 5 })({ late }, () => "reached"),
          alice,
        )
      ).status,
    ).toBe(503);
    expect(log).toEqual([]);
    await vi.waitFor(() => expect(log).toEqual(["late"]));
  });

  test("starts nothing any more", async () => {
    const late = provider({ token }, async () => (await delay(20), disposable("late")));
    const above = provider({ late }, () => log.push("above"));
    await ask(
      fakeSecurity({ timeout: 5 })({ above }, () => log.push("handler")),
      alice,
    );
    await vi.waitFor(() => expect(log).toEqual(["late"]));
    await delay(5);
    expect(log).toEqual(["late"]);
  });
});

test("an instance that providers of two requests share is each request's to end: a provider that keeps one must not yield it", async () => {
  const kept = disposable("kept");
  const handler = fakeSecurity()({ kept: provider({ token }, () => kept) }, () => null);
  await ask(handler, alice);
  await ask(handler, alice);
  expect(log).toEqual(["kept", "kept"]);
});

test("one that the container keeps is not: registered as a value, it may be yielded", async () => {
  const KEPT = tokenOf<Disposable>("kept");
  const container = ownContainer().register(KEPT, { useValue: disposable("kept") });
  const handler = fakeSecurity({ container })({ kept: provider({ token, kept: KEPT }, ({ kept }) => kept) }, () => null);
  await ask(handler, alice);
  expect(log).toEqual([]);
});
