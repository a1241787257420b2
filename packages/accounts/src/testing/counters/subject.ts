import { isOutcome, type Awaitable } from "@ampoule/core";
import type { MakeCounter } from "../../throttle/counters.js";
import type { ThrottleOptions } from "../../throttle/options.js";
import type { Throttle } from "../../throttle/throttle.js";
import { requestFrom } from "../request-from.js";

/** Counters that are there for one test. */
export interface OpenCounters {
  readonly counters: MakeCounter;
  /** The same counts once more, as another process sees them. Leave it out where there is no such thing. */
  readonly another?: MakeCounter;
  /** Everything that is kept, as text. */
  readonly dump?: () => Awaitable<string>;
  close(): Awaitable<unknown>;
}

/** What each behaviour is told. */
export interface CountersSubject {
  /** The counters of the test that runs. */
  readonly opened: () => OpenCounters;
  /** A name that no other test has. */
  alice: string;
  /** A throttle over them. */
  readonly made: (own?: ThrottleOptions) => Throttle;
}

export const here = requestFrom("192.0.2.1");

/** `passed`, or the code of the refusal. */
export async function tried(guesses: Throttle, name: string, request = here): Promise<string> {
  const attempt = await guesses.attempt(name, request);
  return isOutcome(attempt) ? attempt.code : "passed";
}

/** How often each answer came. */
export async function together(all: readonly Promise<string>[]): Promise<Record<string, number>> {
  const answers = await Promise.all(all);
  return Object.fromEntries([...new Set(answers)].map((one) => [one, answers.filter((answer) => answer === one).length]));
}
