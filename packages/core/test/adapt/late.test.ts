import { setTimeout as delay } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { bearer, granted, map, provider, scheme, UnavailableError } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "./fake-framework.js";

const alice = "Authorization: Bearer alice";
const token = bearer((sub) => ({ sub }));

const readsLate = scheme({
  schemeName: "Late",
  openapi: { type: "apiKey", in: "header", name: "x" },
  challenge: () => ({ scheme: "Late", parameters: {} }),
  read: async () => Promise.reject(new Error("no")),
  verify: () => ({}),
});

test.each([
  ["read", readsLate],
  ["granted()", provider({}, () => granted(Promise.reject(new Error("no"))))],
])("%s with a promise that rejects is a fault, and leaves no unhandled rejection", async (_, me) => {
  const unhandled = vi.fn<() => void>();
  process.on("unhandledRejection", unhandled);
  await expect(ask(fakeSecurity()({ me }, () => "in"))).rejects.toThrow(TypeError);
  await delay(10);
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test("what was disposed with the request is not disposed again when it comes late once more", async () => {
  const end = vi.fn<() => void>();
  const connection = provider({ token }, () => ({ [Symbol.dispose]: end }));
  const late = map(connection, async (one) => (await delay(20), one));
  expect(
    (
      await ask(
        fakeSecurity({ timeout: 5 })({ late }, () => 1),
        alice,
      )
    ).status,
  ).toBe(503);
  await delay(40);
  expect(end).toHaveBeenCalledOnce();
});

test.each([1e21, Infinity, NaN, -1])("Retry-After is written as digits, also for %s", async (retryAfter) => {
  const failing = provider({ token }, () => Promise.reject(new UnavailableError("down", { retryAfter })));
  const call = callWith(alice);
  await fakeSecurity()({ failing }, () => 1)(call, next);
  expect(call.reply?.headers["Retry-After"]).toBe("5");
});

test("a fault is an unhandled rejection where whoever called the handler drops its promise", async () => {
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const unhandled = vi.fn<(fault: unknown) => void>();
  process.on("unhandledRejection", unhandled);
  try {
    const broken = fakeSecurity()({ token }, async () => {
      await delay(1);
      throw new Error("boom");
    });
    void broken(callWith(alice), next);
    await delay(20);
    expect(unhandled).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: "boom" }), expect.anything());
  } finally {
    process.off("unhandledRejection", unhandled);
    for (const other of others) process.on("unhandledRejection", other);
  }
});
