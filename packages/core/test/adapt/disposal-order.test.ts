import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { bearer, map, provider, type SecurityEvent } from "../../src/index.js";
import { callWith, fakeSecurity, next, type Call } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const log: string[] = [];
beforeEach(() => {
  log.length = 0;
});

/** A connection, and a unit of work that needs it until its own end. */
const connection = provider({ token }, () => {
  const made = { isOpen: true, [Symbol.dispose]: () => ((made.isOpen = false), void log.push("connection closed")) };
  return made;
});
const work = provider({ connection }, ({ connection }) => ({
  async [Symbol.asyncDispose]() {
    log.push(`commit begins, open: ${connection.isOpen}`);
    await delay(5);
    log.push(`commit ends, open: ${connection.isOpen}`);
  },
}));
const slow = (name: string) => ({
  [Symbol.asyncDispose]: async () => (log.push(`${name}…`), await delay(2), void log.push(name)),
});

/** Tells everybody at once that the answer is out, as frameworks do. */
const end = async (call: Call) => Promise.all(call.endings.map((ending) => ending()));

describe("what a guard and a handler provide ends one after another, last first,", () => {
  test("though both are told of the end at once", async () => {
    const secure = fakeSecurity();
    const [guard, handler] = [secure.guard(connection), secure({ work }, () => "in")];
    const call = callWith(alice);
    await guard(call, () => handler(call, next));
    expect(call.endings.length).toBeGreaterThan(1);
    await end(call);
    expect(log).toEqual(["commit begins, open: true", "commit ends, open: true", "connection closed"]);
  });

  test("however many guards there are, and whoever waits for an ending waits for all of it", async () => {
    const secure = fakeSecurity();
    const [first, second, third] = ["first", "second", "third"].map((name) => provider({ token }, () => slow(name)));
    const [outer, inner] = [secure.guard(first ?? token), secure.guard(second ?? token)];
    const handler = secure({ third: third ?? token }, () => "in");
    const call = callWith(alice);
    await outer(call, () => inner(call, () => handler(call, next)));
    const [ending, ...others] = call.endings;
    for (const other of others) void other();
    await ending?.();
    expect(log).toEqual(["third…", "third", "second…", "second", "first…", "first"]);
  });

  test("also where one of them fails to close: it is told of, and the next waits for it", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const secure = fakeSecurity({ onEvent });
    const stuck = { [Symbol.asyncDispose]: async () => (await delay(5), log.push("stuck"), Promise.reject(new RangeError("stuck"))) };
    const [guard, handler] = [secure.guard(connection), secure({ stuck: provider({ token }, () => stuck) }, () => "in")];
    const call = callWith(alice);
    await guard(call, () => handler(call, next));
    await end(call);
    expect(log).toEqual(["stuck", "connection closed"]);
    expect(onEvent.mock.calls.map(([{ type, code }]) => [type, code])).toContainEqual(["fault", "RangeError"]);
  });
});

describe("what comes when its walk is over", () => {
  /** A request that a guard lets pass with a connection, and that a handler gives up waiting for. */
  async function timedOut(late: (held: typeof connection) => ReturnType<typeof provider>, options = {}): Promise<Call> {
    const secure = fakeSecurity({ timeout: 5, ...options });
    const [guard, handler] = [secure.guard(connection), secure({ late: late(connection) }, () => log.push("handler"))];
    const call = callWith(alice);
    await guard(call, () => handler(call, next));
    expect(call.reply?.status).toBe(503);
    return call;
  }

  test("ends at once and alone: what the request still uses stays open until its own end", async () => {
    const call = await timedOut(() => provider({ token }, async () => (await delay(15), slow("late"))));
    await vi.waitFor(() => expect(log).toEqual(["late…", "late"]));
    await end(call);
    expect(log).toEqual(["late…", "late", "connection closed"]);
  });

  test("is left alone where the request holds the same already", async () => {
    const call = await timedOut((held) => map(held, async (one) => (await delay(10), one)));
    await delay(25);
    expect(log).toEqual([]);
    await end(call);
    expect(log).toEqual(["connection closed"]);
  });

  test("ends also after everything else of the request did", async () => {
    const call = await timedOut(() => provider({ token }, async () => (await delay(15), slow("late"))));
    await end(call);
    expect(log).toEqual(["connection closed"]);
    await vi.waitFor(() => expect(log).toEqual(["connection closed", "late…", "late"]));
  });

  test("is told of where it fails to close, and harms nobody", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const stuck = { [Symbol.asyncDispose]: async () => Promise.reject(new RangeError("stuck")) };
    await timedOut(() => provider({ token }, async () => (await delay(15), stuck)), { onEvent });
    await vi.waitFor(() => expect(onEvent.mock.calls.map(([{ type, route }]) => [type, route])).toContainEqual(["fault", "disposal"]));
  });

  test("ends also where the client has gone meanwhile", async () => {
    const gone = callWith(alice);
    const late = provider({ token }, async () => (await delay(5), Object.assign(gone.request, { aborted: true }), slow("late")));
    await fakeSecurity()({ late }, () => log.push("handler"))(gone, next);
    await end(gone);
    expect(log).toEqual(["late…", "late"]);
  });
});
