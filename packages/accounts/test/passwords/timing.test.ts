import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { bcryptHasher, hashingQueue, passwords as passwordsOf, type FoundAccount } from "../../src/index.js";
import { quartiles, rounds, spreadOf } from "./measuring.js";
import { quick, quickPasswords } from "./quick.js";

/** AMPOULE_TIMING=200 takes as many samples of each; it wants a calm machine. */
describe.skipIf(rounds === 0)("by the clock", { timeout: 600_000 }, () => {
  const passwords = quickPasswords({ hasher: quick(8), queue: hashingQueue({ concurrency: 1 }) });

  test("S-043 S-221 S-233 E1 E2 E3 unknown, wrong, disabled, locked, without a hash and over-long: within 5 %", async () => {
    const passwordHash = await passwords.hash("right password");
    const of = (found: Partial<FoundAccount<object>> | undefined, password: string) => () =>
      passwords.authenticate(() => found && { account: {}, passwordHash, ...found }, "name", password);
    const found = await quartiles({
      unknown: of(undefined, "right password"),
      wrong: of({}, "wrong password"),
      right: of({}, "right password"),
      disabled: of({ isDisabled: true }, "right password"),
      locked: of({ isLocked: true }, "right password"),
      withoutHash: of({ passwordHash: null }, "right password"),
      brokenHash: of({ passwordHash: passwordHash.slice(0, -1) }, "right password"),
      overLong: of({}, "a".repeat(73)),
      overLongUnknown: of(undefined, "a".repeat(73)),
    });
    expect(spreadOf(Object.values(found)), JSON.stringify(found)).toBeLessThan(0.05);
  });

  test("the same measure finds a check that is left out", async () => {
    const stored = await passwords.hash("right password");
    const naive = (found: boolean) => async () => found && (await passwords.verify("wrong password", stored));
    expect(spreadOf(Object.values(await quartiles({ unknown: naive(false), wrong: naive(true) })))).toBeGreaterThan(0.05);
  });

  test("S-230 S-231 200 checks at a cost of 12: the event loop, and what else needs a thread of the pool, wait less than 20 ms at p99", async () => {
    const checked = passwordsOf({ hasher: bcryptHasher(), queue: hashingQueue({ length: 200 }) });
    const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let isDone = false;
    const checking = Promise.all(Array.from({ length: 200 }, () => checked.verify("password", null))).finally(() => (isDone = true));
    const waits: number[] = [];
    while (!isDone) {
      const start = performance.now();
      await crypto.subtle.sign("HMAC", key, new Uint8Array(100));
      waits.push(performance.now() - start);
      await setTimeout(5);
    }
    await checking;
    const p99 = waits.toSorted((left, right) => left - right)[Math.floor(waits.length * 0.99)] ?? 0;
    console.info({ eventLoopP99: delay.percentile(99) / 1e6, signatureP99: p99, signatures: waits.length });
    expect(Math.max(delay.percentile(99) / 1e6, p99)).toBeLessThan(20);
  });
});
