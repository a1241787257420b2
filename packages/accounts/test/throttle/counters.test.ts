import { ConfigurationError, isOutcome } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { memoryCounters, postgresCounters, throttle } from "../../src/index.js";
import { describeCounters } from "../../src/testing/index.js";
import { requestFrom } from "../../src/testing/request-from.js";

// J1, J2, S-238: in the titles of the contract.
describeCounters("memory", () => ({ counters: memoryCounters(), close() {} }));

describe("memory", () => {
  const made = () => memoryCounters({ size: 1_000 })({ keyPrefix: "test", points: 2, duration: 600 });

  test("J2 S-332 keeps so many keys, and forgets the one that was not counted for longest", async () => {
    const counter = made();
    const count = (key: string) => counter.consume(key).then(({ consumedPoints }) => consumedPoints);
    await count("first");
    await count("second");
    for (let other = 0; other < 998; other += 1) await count(`other ${other}`);
    expect(await count("first")).toBe(2);
    await count("one more");
    expect(await count("first").catch(() => "too many")).toBe("too many");
    expect(await counter.get("second")).toBeNull();
  });

  test("J1 S-332 attempts that a client's limit refuses do not make it forget what another one failed", async () => {
    const limits = { pair: { attempts: 2, seconds: 60 }, client: { attempts: 50, seconds: 60 } };
    const guesses = throttle({ counters: memoryCounters({ size: 1_000 }), limits });
    const isRefused = async (name: string, client: string) => isOutcome(await guesses.attempt(name, requestFrom(client)));
    for (let count = 0; count < 2; count += 1) await isRefused("alice", "192.0.2.1");
    let refused = 0;
    for (let name = 0; name < 1_100; name += 1) refused += Number(await isRefused(`made up ${name}`, "192.0.2.2"));
    expect(refused).toBe(1_050);
    expect(await isRefused("alice", "192.0.2.1")).toBe(true);
  });

  test("S-332 the heap does not grow over a million different keys", async () => {
    const counter = made();
    const heap = () => (globalThis.gc?.(), process.memoryUsage().heapUsed);
    const flood = async (from: number, keys: number) => {
      for (let key = from; key < from + keys; key += 1) await counter.consume(`key ${key}`);
    };
    await flood(0, 20_000);
    const before = heap();
    await flood(20_000, 1_000_000);
    expect(heap() - before).toBeLessThan(5_000_000);
  }, 60_000);

  test("a size out of range, and other numbers that cannot be, do not start", () => {
    const wrong = [
      () => memoryCounters({ size: 10 }),
      () => throttle({ limits: { pair: { attempts: 0, seconds: 1 } } }),
      () => throttle({ limits: { client: { attempts: 1, seconds: 3_000_000 } } }),
      () => throttle({ knownFor: -1 }),
      () => throttle({ timeout: 0 }),
      () => throttle({ name: "a:b" }),
      () => postgresCounters({ pool: {}, table: 'a"b' }),
    ];
    for (const make of wrong) expect(make).toThrow(ConfigurationError);
  });
});
