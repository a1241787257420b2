import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { apiKeyHeader, bearer, policy, provider, rejected, require, UnavailableError, type SecurityEvent } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "./fake-framework.js";

/** One credential for each way in which a request may end. */
const token = bearer((text) => {
  if (text === "down") throw new UnavailableError("down");
  if (text === "broken") throw new RangeError("broken");
  return text === "bad" ? rejected("bad") : { text };
});
const admin = require(token, policy("admin", ({ text }) => text === "root"));
const endings: readonly (readonly [SecurityEvent["type"], string, number])[] = [
  ["granted", "Authorization: Bearer root", 200],
  ["absent", "Unrelated: x", 401],
  ["rejected", "Authorization: Bearer bad", 401],
  ["invalid_request", "Authorization: Bearer a, Bearer b", 400],
  ["denied", "Authorization: Bearer alice", 403],
  ["unavailable", "Authorization: Bearer down", 503],
];

const unhandled = vi.fn<(reason: unknown) => void>();
beforeEach(() => {
  unhandled.mockClear();
  process.on("unhandledRejection", unhandled);
});
afterEach(() => {
  process.off("unhandledRejection", unhandled);
});

/** Ways in which a listener may fail, which its type does not keep it from. */
const sinks: readonly (readonly [string, () => unknown])[] = [
  ["throws", () => fail(new Error("sink is down"))],
  ["rejects", async () => fail(new Error("sink is down"))],
  ["rejects later", async () => (await turn(), fail(new Error("sink is down")))],
  ["never settles", async () => new Promise(() => {})],
];

describe.each(sinks)("a listener that %s", (_, sink) => {
  /** Not a mock function: those take care of promises. */
  const listening = () => {
    const told: SecurityEvent[] = [];
    return { told, onEvent: (event: SecurityEvent) => (told.push(event), sink() as void) };
  };
  const expectQuiet = async () => {
    for (let turns = 0; turns < 3; turns += 1) await turn();
    expect(unhandled).not.toHaveBeenCalled();
  };

  test.each(endings)("changes nothing about a request that is %s, and ends no process", async (type, line, status) => {
    const { told, onEvent } = listening();
    expect(
      (
        await ask(
          fakeSecurity({ onEvent })({ admin }, () => "in"),
          line,
        )
      ).status,
    ).toBe(status);
    expect(told.map((event) => event.type)).toEqual([type]);
    await expectQuiet();
  });

  test("does not hide a provider's fault, nor take its place", async () => {
    const { told, onEvent } = listening();
    const handler = fakeSecurity({ onEvent })({ admin }, () => "in");
    await expect(ask(handler, "Authorization: Bearer broken")).rejects.toThrow("broken");
    expect(told).toMatchObject([{ type: "fault", code: "RangeError" }]);
    await expectQuiet();
  });

  test("does not disturb a request whose client has gone", async () => {
    const { told, onEvent } = listening();
    const call = callWith("x-key: a");
    const key = apiKeyHeader({ name: "x-key", verify: async (text) => (Object.assign(call.request, { aborted: true }), { text }) });
    await fakeSecurity({ onEvent })({ key }, () => "in")(call, next);
    expect(told).toMatchObject([{ type: "aborted" }]);
    await expectQuiet();
  });

  test("keeps nothing from being disposed", async () => {
    const { told, onEvent } = listening();
    const closed = vi.fn<() => void>();
    const broken = { [Symbol.dispose]: () => fail(new RangeError("stuck")) };
    const both = { broken: provider({ token }, () => broken), open: provider({ token }, () => ({ [Symbol.dispose]: closed })) };
    await ask(
      fakeSecurity({ onEvent })(both, () => "in"),
      "Authorization: Bearer root",
    );
    expect(closed).toHaveBeenCalledOnce();
    expect(told.map((event) => event.type)).toEqual(["granted", "fault"]);
    await expectQuiet();
  });
});

function fail(error: Error): never {
  throw error;
}
