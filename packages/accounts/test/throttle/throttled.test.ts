import { absent, isOutcome, rejected, UnavailableError, type Context } from "@ampoule/core";
import { describe, expect, test, vi } from "vitest";
import { allowUnthrottled, memoryCounters, throttle, throttled, type CounterOptions } from "../../src/index.js";
import { requestFrom } from "../../src/testing/request-from.js";

const contextOf = (request = requestFrom("192.0.2.1")): Context => ({
  request,
  signal: request.signal,
  resolve: () => expect.fail("nothing to resolve"),
});
const login = (password: string) => ({ username: "alice", password });
const few = { limits: { pair: { attempts: 2, seconds: 60 } } };

/** Counters that fail when they are told to. */
function breaking(name: string, isBroken: () => boolean) {
  return (options: CounterOptions) => {
    const counter = memoryCounters()(options);
    if (!options.keyPrefix.endsWith(name)) return counter;
    const fails = () => (isBroken() ? Promise.reject(new Error("connection lost")) : undefined);
    return {
      consume: (key: string) => fails() ?? counter.consume(key),
      penalty: (key: string) => fails() ?? counter.penalty(key),
      reward: (key: string) => fails() ?? counter.reward(key),
      delete: (key: string) => fails() ?? counter.delete(key),
      get: (key: string) => fails() ?? counter.get(key),
      set: (...given: Parameters<typeof counter.set>) => fails() ?? counter.set(...given),
    };
  };
}

describe("throttled", () => {
  test.each([
    ["undefined", undefined],
    ["null", null],
    ["false", false],
    ["absent", absent],
    ["rejected", rejected("wrong")],
  ])("%s counts as a failure", async (_, answer) => {
    const check = throttled(() => answer, throttle(few));
    const codes = [];
    for (const password of ["a", "b", "c"]) {
      const outcome = await check(login(password), contextOf());
      codes.push(outcome.kind === "rejected" && outcome.code);
    }
    const code = isOutcome(answer) && answer.kind === "rejected" ? "wrong" : "wrong_credentials";
    expect(codes).toEqual([code, code, "too_many_pair"]);
  });

  test("S-239 any fault is thrown on and does not count, unless the client has gone: then it had its guess", async () => {
    const faults = [new UnavailableError("down"), new TypeError("bug"), "text"];
    const check = throttled(() => Promise.reject(faults[0]), throttle(few));
    for (const fault of faults) {
      faults[0] = fault;
      for (const password of ["a", "b", "c"]) await expect(check(login(password), contextOf())).rejects.toBe(fault);
    }
    const gone = contextOf({ ...requestFrom("192.0.2.1"), aborted: true });
    for (const password of ["a", "b"]) await expect(check(login(password), gone)).rejects.toBe("text");
    expect(await check(login("c"), contextOf())).toMatchObject({ code: "too_many_pair" });
  });

  test("a name that nobody can have is counted as it is, and not normalised: that would take the square of its length", async () => {
    const check = throttled(() => false, throttle(few));
    const normalize = vi.spyOn(String.prototype, "normalize");
    const username = `a${"\u0301\u0316".repeat(30_000)}`;
    const codes = [];
    for (const password of ["a", "b", "c"]) codes.push((await check({ username, password }, contextOf())) as { code: string });
    expect(codes.map(({ code }) => code)).toEqual(["wrong_credentials", "wrong_credentials", "too_many_pair"]);
    expect(normalize).not.toHaveBeenCalled();
    normalize.mockRestore();
  });

  test("without an address it counts by account alone, and says so by its code", async () => {
    const check = throttled(() => false, throttle({ limits: { account: { attempts: 7, seconds: 60 } } }));
    const codes = [];
    for (let count = 0; count < 8; count += 1) codes.push(await check(login(`${count}`), contextOf(requestFrom(undefined))));
    expect(codes.map((one) => one.kind === "rejected" && one.code)).toEqual([...Array(7).fill("wrong_credentials"), "too_many_account"]);
  });

  test.each(["pair", "client", "account"])(
    "S-238 S-239 a counter by %s that is down is 503, nothing is looked at, and nothing is counted elsewhere",
    async (name) => {
      let isBroken = true;
      const look = vi.fn(() => false as const);
      const check = throttled(look, throttle({ ...few, counters: breaking(name, () => isBroken) }));
      for (const password of ["a", "b", "c"]) await expect(check(login(password), contextOf())).rejects.toThrow(UnavailableError);
      expect(look).not.toHaveBeenCalled();
      isBroken = false;
      const codes = [];
      for (const password of ["a", "b", "c"]) codes.push(await check(login(password), contextOf()));
      expect(codes.map((one) => one.kind === "rejected" && one.code)).toEqual(["wrong_credentials", "wrong_credentials", "too_many_pair"]);
    },
  );

  test("a counter that never answers is given up", async () => {
    const counters = () => ({
      ...memoryCounters()({ keyPrefix: "", points: 1, duration: 1 }),
      consume: () => new Promise<never>(() => undefined),
    });
    const check = throttled(() => false, throttle({ timeout: 20, counters: counters as never }));
    await expect(check(login("a"), contextOf())).rejects.toThrow("did not answer in time");
  });

  test("allowUnthrottled lets attempts through while counters are down", async () => {
    const check = throttled(
      ({ password }) => password === "right" && { id: 1 },
      throttle({ [allowUnthrottled]: true, counters: breaking("", () => true) }),
    );
    expect(await check(login("right"), contextOf())).toMatchObject({ kind: "granted" });
    for (let count = 0; count < 9; count += 1)
      expect(await check(login("wrong"), contextOf())).toMatchObject({ code: "wrong_credentials" });
  });

  test("a sign-in that was good stays good where its failures cannot be forgotten", async () => {
    let isBroken = false;
    const check = throttled(() => ((isBroken = true), { id: 1 }), throttle({ counters: breaking("", () => isBroken) }));
    expect(await check(login("right"), contextOf())).toMatchObject({ kind: "granted", value: { id: 1 } });
  });

  test("a guess that is known to be wrong is counted anew, however many are still being checked", async () => {
    const held = Promise.withResolvers<false>();
    let looked = 0;
    const check = throttled(() => ((looked += 1) === 1 ? held.promise : false), throttle(few));
    const first = check(login("same"), contextOf());
    const answers = [];
    for (let count = 0; count < 5; count += 1) answers.push(await check(login("same"), contextOf()));
    held.resolve(false);
    await first;
    expect(answers.map((one) => one.kind === "rejected" && one.code)).toEqual([
      "wrong_credentials",
      "wrong_credentials",
      ...Array(3).fill("too_many_pair"),
    ]);
  });
});
