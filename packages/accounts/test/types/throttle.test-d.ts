import { basic, rejected, type BasicCredentials, type Context, type Granted, type Provided, type Rejected } from "@ampoule/core";
import { expectTypeOf, test } from "vitest";
import { redisCounters, throttle, throttled, type Attempt, type AuthenticateUser } from "../../src/index.js";

const maybe = throttled(({ username }) => (username === "a" ? { id: username } : undefined));

test("what is throttled yields what was granted, or a refusal, and fits wherever a name and a password are checked", () => {
  expectTypeOf(maybe).parameters.toEqualTypeOf<[BasicCredentials, Context]>();
  expectTypeOf<Awaited<ReturnType<typeof maybe>>>().toEqualTypeOf<Granted<{ id: string }> | Rejected>();
  const user = basic({ verify: maybe });
  expectTypeOf<Provided<typeof user>>().toEqualTypeOf<{ id: string }>();
  expectTypeOf(maybe).toExtend<AuthenticateUser>();
  // @ts-expect-error: a value of its own is not handed on without the rest
  const one: AuthenticateUser = throttled(() => ({ name: "a" }));
  void one;
  void throttled(async () => rejected("no"), throttle());
  // @ts-expect-error: what counts is a throttle, not its options
  void throttled(() => ({ id: "a" }), { limits: {} });
});

test("an attempt may be refused", async () => {
  const attempt = await throttle().attempt("alice", {} as Context["request"]);
  expectTypeOf(attempt).toEqualTypeOf<Attempt | Rejected>();
  // @ts-expect-error: nobody looked whether it was
  void attempt.succeed();
});

test("limits are whole, and counters are counters", () => {
  // @ts-expect-error: seconds are missing
  throttle({ limits: { pair: { attempts: 1 } } });
  // @ts-expect-error: there is no such limit
  throttle({ limits: { address: { attempts: 1, seconds: 1 } } });
  // @ts-expect-error: a client has to be connected, and is no text
  throttle({ counters: redisCounters("redis://localhost") });
});
