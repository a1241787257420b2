import type { FindClient } from "./client-address.js";
import type { MakeCounter } from "./counters.js";
import type { Limits } from "./limits.js";

/** Says that attempts are let through, uncounted, while counters do not answer. Default: 503. */
export const allowUnthrottled: unique symbol = Symbol("allowUnthrottled");

/** What counters are called by unless told otherwise. */
export const usualName = "sign_in";

/** What {@link throttle} can be told. */
export interface ThrottleOptions {
  readonly limits?: Limits;
  /** Tells clients apart. Default: {@link clientAddress} without proxies. */
  readonly client?: FindClient;
  /** Brings names into one spelling: at least as much as your accounts do. Default: Unicode normal form KC, small letters, no space around. */
  account?(name: string): string;
  /** Where it counts: {@link memoryCounters}, {@link redisCounters}, {@link postgresCounters}, or any limiter of rate-limiter-flexible. Default: in this process. */
  readonly counters?: MakeCounter;
  /** Tells it from other throttles on the same counters: letters, digits, `_` and `-`, 32 at most. Default: `"sign_in"`. */
  readonly name?: string;
  /** Seconds for which a client that signed in to an account stays outside the limit of that account, 0 to 2,073,600. Default: 1,209,600 (14 days). */
  readonly knownFor?: number;
  /** Milliseconds that a counter may take for one answer, 1 to 60,000; then 503. Default: 2,000. */
  readonly timeout?: number;
  readonly [allowUnthrottled]?: true;
}
