import { describe, expect, test, vi } from "vitest";
import { bearer, provider, UnavailableError, type SecurityEvent } from "../../src/index.js";
import { callWith, fakeSecurity, next, type Call } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const leave = (call: Call) => void Object.assign(call.request, { aborted: true });
const faults: readonly (readonly [string, Error])[] = [
  ["a fault", new RangeError("the body broke off")],
  ["something unavailable", new UnavailableError("down")],
];

/** One request whose client leaves while something is under way that then fails. */
async function leaving(fails: (call: Call) => { inProvider?: () => unknown; inHandler?: () => unknown }) {
  const events: SecurityEvent[] = [];
  const call = callWith("Authorization: Bearer alice");
  const { inProvider = () => ({}), inHandler = () => "in" } = fails(call);
  const me = provider({ token }, inProvider);
  const handler = fakeSecurity({ onEvent: (event) => void events.push(event) })({ me }, inHandler);
  await handler(call, next);
  return { call, types: events.map(({ type }) => type) };
}

describe("when the client has gone, what fails is nobody's fault: nothing goes to the framework's error channel", () => {
  test.each(faults)("%s in a provider", async (_, fault) => {
    const { types } = await leaving((call) => ({ inProvider: () => (leave(call), fail(fault)) }));
    expect(types).toEqual(["aborted"]);
  });

  test.each(faults)("%s in an asynchronous provider", async (_, fault) => {
    const { types } = await leaving((call) => ({ inProvider: async () => (leave(call), fail(fault)) }));
    expect(types).toEqual(["aborted"]);
  });

  test.each(faults)("%s in a handler", async (_, fault) => {
    for (const inHandler of [(call: Call) => (leave(call), fail(fault)), async (call: Call) => (leave(call), fail(fault))]) {
      const { types } = await leaving((call) => ({ inHandler: () => inHandler(call) }));
      expect(types).toEqual(["granted", "aborted"]);
    }
  });

  test("and an answer that is on its way is left as it is", async () => {
    const begun = { status: 200, headers: {}, body: "begun" };
    const { call } = await leaving((call) => ({ inHandler: async () => ((call.reply = begun), leave(call), fail(new Error("pipe"))) }));
    expect(call.reply).toBe(begun);
  });

  test("what was provided by then is still disposed, and whoever listens to the signal is told", async () => {
    const closed = vi.fn<() => void>();
    const seen: boolean[] = [];
    const call = callWith("Authorization: Bearer alice");
    const opened = provider({ token }, (_, { signal }) => {
      signal.addEventListener("abort", () => void seen.push(signal.aborted));
      return { [Symbol.dispose]: closed };
    });
    const broken = provider({ opened }, async () => (leave(call), fail(new Error("gone"))));
    await fakeSecurity()({ broken }, () => "in")(call, next);
    for (const ending of call.endings) await ending();
    expect(closed).toHaveBeenCalledOnce();
    expect(seen).toEqual([true]);
  });
});

test("while the client is there, the same fault goes to the framework's error channel", async () => {
  await expect(leaving(() => ({ inProvider: () => fail(new RangeError("broken")) }))).rejects.toThrow("broken");
  await expect(leaving(() => ({ inHandler: async () => fail(new RangeError("broken")) }))).rejects.toThrow("broken");
});

function fail(error: Error): never {
  throw error;
}
