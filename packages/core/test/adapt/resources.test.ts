import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { absent, bearer, provider, RefusedError, rejected, resource, type Lifetime, type SecurityEvent } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next, type Call } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));
const alice = "Authorization: Bearer alice";
const log: string[] = [];
beforeEach(() => {
  log.length = 0;
});

/** What happens to a fault that is thrown in. */
type OnFault = "rethrow" | "swallow" | "replace";

function opened(name: string, lifetime: Lifetime = "request", onFault: OnFault = "rethrow") {
  return resource(
    { token },
    async function* () {
      log.push(`open ${name}`);
      try {
        yield { name };
      } catch (error) {
        log.push(`${name} sees ${error instanceof Error ? error.name : String(error)}`);
        if (onFault === "rethrow") throw error;
        if (onFault === "replace") throw new RangeError("replaced");
      } finally {
        log.push(`close ${name}`);
      }
    },
    { lifetime },
  );
}

/** Calls a handler, and writes down when the framework was handed the answer and when it was out. */
async function run(handler: (call: Call, next: () => unknown) => unknown, line: string = alice): Promise<Call & { fault?: unknown }> {
  const call = callWith(line);
  try {
    await handler(call, next);
    log.push(`answer ${call.reply?.status ?? 200}`);
  } catch (fault) {
    log.push(`fault ${fault instanceof Error ? fault.name : typeof fault}`);
    return { ...call, fault };
  } finally {
    for (const ending of call.endings) await ending();
  }
  return call;
}

describe("a resource", () => {
  test("is open while the handler runs, and closed after the answer, last opened first", async () => {
    await run(fakeSecurity()({ a: opened("a"), b: opened("b") }, ({ a, b }) => void log.push(`handler ${a.name}${b.name}`)));
    expect(log).toEqual(["open a", "open b", "handler ab", "answer 204", "close b", "close a"]);
  });

  test("that is bound to the handler is closed before the answer", async () => {
    await run(fakeSecurity()({ a: opened("a"), b: opened("b", "handler") }, async () => void log.push("handler")));
    expect(log).toEqual(["open a", "open b", "handler", "close b", "answer 204", "close a"]);
  });

  test("may be synchronous", async () => {
    const it = resource({ token }, function* () {
      yield "value";
      log.push("closed");
    });
    const call = await run(fakeSecurity()({ it }, ({ it }) => it));
    expect([call.reply?.body, log.at(-1)]).toEqual(['"value"', "closed"]);
  });

  test("is opened once for all who need it", async () => {
    const a = opened("a");
    await run(fakeSecurity()({ a, b: provider({ a }, ({ a }) => a.name) }, () => null));
    expect(log.filter((line) => line === "open a")).toHaveLength(1);
  });

  test("refuses by what it returns instead of yielding", async () => {
    const bad = resource({ token }, async function* () {
      if (log.length > 0) yield 1;
      return rejected("bad");
    });
    const none = resource({ token }, function* () {
      if (log.length > 0) yield 1;
      return absent;
    });
    expect(
      (
        await ask(
          fakeSecurity()({ bad }, () => null),
          alice,
        )
      ).challenge,
    ).toContain("invalid_token");
    expect(
      (
        await ask(
          fakeSecurity()({ none }, () => null),
          alice,
        )
      ).challenge,
    ).toBe('Bearer realm="api"');
  });

  test("that ends without a yield is a fault", async () => {
    const nothing = resource({ token }, async function* nothing() {});
    await expect(
      ask(
        fakeSecurity()({ nothing }, () => null),
        alice,
      ),
    ).rejects.toThrow("nothing ended without a yield");
  });

  test("that yields twice is told of, and closed", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    const twice = resource({ token }, async function* twice() {
      try {
        yield 1;
        yield 2;
      } finally {
        log.push("closed");
      }
    });
    expect(
      (
        await ask(
          fakeSecurity({ onEvent })({ twice }, ({ twice }) => twice),
          alice,
        )
      ).body,
    ).toBe(1);
    expect([log, onEvent.mock.lastCall?.[0]]).toMatchObject([["closed"], { type: "fault", code: "TypeError" }]);
  });
});

describe("an error of the handler", () => {
  const failing = () => {
    throw new SyntaxError("of the handler");
  };

  test("is thrown into what is open before the client is answered, innermost first", async () => {
    await run(fakeSecurity()({ a: opened("a"), b: opened("b", "handler") }, failing));
    expect(log.slice(2)).toEqual(["b sees SyntaxError", "close b", "a sees SyntaxError", "close a", "fault SyntaxError"]);
  });

  test("is thrown into what is bound to the handler first, in whatever order they were opened", async () => {
    await run(fakeSecurity()({ a: opened("a", "handler"), b: opened("b") }, failing));
    expect(log.slice(2)).toEqual(["a sees SyntaxError", "close a", "b sees SyntaxError", "close b", "fault SyntaxError"]);
  });

  test("may be replaced", async () => {
    await run(fakeSecurity()({ a: opened("a"), b: opened("b", "request", "replace") }, async () => failing()));
    expect(log.slice(2)).toEqual(["b sees SyntaxError", "close b", "a sees RangeError", "close a", "fault RangeError"]);
  });

  test("that is swallowed leaves a fault, and those outside in peace", async () => {
    const { fault } = await run(fakeSecurity()({ a: opened("a"), b: opened("b", "request", "swallow") }, failing));
    expect(log.slice(2)).toEqual(["b sees SyntaxError", "close b", "close a", "fault TypeError"]);
    expect(fault).toMatchObject({ cause: { message: "of the handler" } });
  });
});

describe("a failure to close", () => {
  const failing = (lifetime: Lifetime) =>
    resource(
      { token },
      async function* () {
        yield 1;
        throw new SyntaxError("late");
      },
      { lifetime },
    );

  test("before the answer is a fault, which the others see", async () => {
    await run(fakeSecurity()({ a: opened("a"), b: failing("handler") }, () => null));
    expect(log).toEqual(["open a", "a sees SyntaxError", "close a", "fault SyntaxError"]);
  });

  test("after the answer is only told", async () => {
    const onEvent = vi.fn<(event: SecurityEvent) => void>();
    await run(fakeSecurity({ onEvent })({ a: opened("a"), b: failing("request") }, () => null));
    expect(log).toEqual(["open a", "answer 200", "close a"]);
    expect(onEvent.mock.lastCall?.[0]).toMatchObject({ type: "fault", code: "SyntaxError" });
  });
});

describe("a request that is refused after a resource was opened", () => {
  test("is thrown into it, and refused all the same", async () => {
    await run(fakeSecurity()({ a: opened("a"), no: provider({ a: token }, () => rejected("no")) }, () => null));
    expect(log).toEqual(["open a", "a sees RefusedError", "close a", "answer 401"]);
  });

  test.each(["replace", "swallow"] as const)(
    "is refused all the same where the resource does not rethrow: %s, and the operator is told",
    async (onFault) => {
      const onEvent = vi.fn<(event: SecurityEvent) => void>();
      await run(
        fakeSecurity({ onEvent })({ a: opened("a", "request", onFault), no: provider({ token }, () => rejected("no")) }, () => null),
      );
      expect(log.at(-1)).toBe("answer 401");
      expect(onEvent.mock.calls.map(([{ type }]) => type)).toEqual(["fault", "rejected"]);
    },
  );

  test("ends as the resource says where that throws an error with a client's status", async () => {
    const teapot = resource({ token }, function* () {
      try {
        yield 1;
      } catch {
        throw Object.assign(new RangeError("teapot"), { status: 418 });
      }
    });
    const { fault } = await run(fakeSecurity()({ teapot, no: provider({ token }, () => rejected("no")) }, () => null));
    expect(fault).toMatchObject({ status: 418 });
  });

  test("by a provider's fault or a time-out is thrown in as well", async () => {
    const failing = provider({ token }, () => Promise.reject(new SyntaxError("of the provider")));
    await run(fakeSecurity()({ a: opened("a"), failing }, () => null));
    const slow = provider({ token }, () => delay(200, {}));
    await run(fakeSecurity({ timeout: 20 })({ b: opened("b"), slow }, () => null));
    expect(log).toEqual([
      "open a",
      "a sees SyntaxError",
      "close a",
      "fault SyntaxError",
      "open b",
      "b sees UnavailableError",
      "close b",
      "answer 503",
    ]);
  });

  test("closes what is opened too late", async () => {
    const late = resource({ token }, async function* () {
      try {
        yield await delay(60, {});
      } catch (error) {
        log.push(String(error instanceof RefusedError));
        throw error;
      }
    });
    await run(fakeSecurity({ timeout: 20 })({ late }, () => null));
    await vi.waitFor(() => expect(log).toEqual(["answer 503", "true"]));
  });
});

describe("behind a guard", () => {
  test("a resource stays open for the handler, and hears of its error", async () => {
    const secure = fakeSecurity();
    const guard = secure.guard(opened("a"));
    const handler = secure({ token }, () => {
      throw new SyntaxError("of the handler");
    });
    await run((call) => guard(call, () => handler(call, next)));
    expect(log).toEqual(["open a", "a sees SyntaxError", "close a", "fault SyntaxError"]);
  });

  test("it hears of the error of what is not Ampoule's, where the framework hands it on", async () => {
    const guard = fakeSecurity().guard(opened("a"));
    await run((call) => guard(call, () => Promise.reject(new SyntaxError("of the framework"))));
    expect(log).toEqual(["open a", "a sees SyntaxError", "close a", "fault SyntaxError"]);
  });
});
