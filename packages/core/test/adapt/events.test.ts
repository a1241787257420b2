import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { eventChannel, type SecurityOptions } from "../../src/adapter.js";
import { apiKeyHeader, bearer, narrow, optional, provider, rejected, UnavailableError, type SecurityEvent } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "./fake-framework.js";

/** A principal that notices when somebody looks who it is. */
const looked = vi.fn<() => string>(() => "alice");
const token = bearer((text) => {
  if (text === "down") throw new UnavailableError("down");
  return text === "bad" ? rejected("bad") : Object.defineProperty({ text }, "sub", { enumerable: true, get: looked });
});
const admin = narrow(token, "admin", (one): one is typeof one & { admin: true } => one.text === "root");
const lines = ["alice", "root", "bad", "down"].map((name) => `Authorization: Bearer ${name}`);

/** Every decision there is, once. */
async function decideAll(options: Partial<SecurityOptions>): Promise<void> {
  const handler = fakeSecurity(options)({ admin }, () => "in");
  for (const line of [...lines, "Unrelated: x"]) await ask(handler, line);
}

describe("events that nobody wants cost nothing", () => {
  test("no time is taken, and nobody's subject is looked for", async () => {
    looked.mockClear();
    const clock = vi.fn<() => number>(() => 0);
    await decideAll({ clock });
    expect([clock.mock.calls, looked.mock.calls]).toEqual([[], []]);
  });

  test("the same is taken and looked for as soon as somebody listens, on either way", async () => {
    const clock = vi.fn<() => number>(() => 0);
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    await decideAll({ clock, onEvent });
    const hear = vi.fn<(message: unknown) => void>();
    subscribe(eventChannel, hear);
    onTestFinished(() => void unsubscribe(eventChannel, hear));
    await decideAll({ clock });
    expect(onEvent.mock.calls.map(([{ type }]) => type)).toEqual(["denied", "granted", "rejected", "unavailable", "absent"]);
    expect(hear.mock.calls.map(([event]) => event)).toEqual(onEvent.mock.calls.map(([event]) => event));
    expect(clock).toHaveBeenCalledTimes(10);
    expect(looked).toHaveBeenCalled();
  });

  test("a listener that comes while the application runs is told from then on, and no longer once it left", async () => {
    const hear = vi.fn<(message: unknown) => void>();
    const handler = fakeSecurity()({ token }, () => "in");
    await ask(handler);
    subscribe(eventChannel, hear);
    await ask(handler);
    unsubscribe(eventChannel, hear);
    await ask(handler);
    expect(hear).toHaveBeenCalledOnce();
  });
});

describe("an open handler", () => {
  test("is not told of, except where it breaks", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const secure = fakeSecurity({ onEvent });
    await ask(secure.open(() => "in"));
    expect(onEvent).not.toHaveBeenCalled();
    await expect(ask(secure.open(async () => Promise.reject(new RangeError("broken"))))).rejects.toThrow("broken");
    expect(onEvent.mock.calls).toMatchObject([[{ type: "fault", code: "RangeError" }]]);
  });
});

describe("the subject", () => {
  const subjects: readonly (readonly [string, unknown, string | undefined])[] = [
    ["sub", { sub: "s", id: "i" }, "s"],
    ["id", { id: "i" }, "i"],
    ["a number", { id: 7 }, "7"],
    ["nothing of that name", { name: "n" }, undefined],
    ["something that is not text", { sub: { toString: () => "s" } }, undefined],
    ["something inherited", Object.create({ sub: "s" }), undefined],
    ["a text", "s", undefined],
  ];
  const everybody = async (value: unknown) => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const key = apiKeyHeader({ name: "x-key", verify: () => ({ sub: "key" }) });
    const me = provider({ maybe: optional(key) }, () => value);
    await ask(fakeSecurity({ onEvent })({ me }, () => "in"));
    return onEvent.mock.calls[0]?.[0].subject;
  };

  test.each(subjects)("is read from %s", async (_, value, subject) => {
    expect(await everybody(value)).toBe(subject);
  });
});

test("a clock that stands still, or goes back, is only written down", async () => {
  const onEvent = vi.fn<(event: SecurityEvent) => void>();
  const times = [5, 5, -1];
  const handler = fakeSecurity({ onEvent, clock: () => times.shift() ?? 0 })({ token }, () => "in");
  for (const _ of [1, 2, 3]) handler(callWith(), next);
  expect(onEvent.mock.calls.map(([{ time }]) => time)).toEqual([5, 5, -1]);
});
