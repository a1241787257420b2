import { wholeNumber } from "../whole-number.js";

/** How many attempts in how long. */
export interface Limit {
  /** 1 to 1,000,000. */
  readonly attempts: number;
  /** Seconds from the first of them, after which they are forgotten: 1 to 2,073,600 (24 days). */
  readonly seconds: number;
}

/** What a throttle counts. */
export interface Limits {
  /** One client at one account. Default: 5 in 900 seconds. */
  readonly pair?: Limit;
  /** All clients together at one account, but for those that signed in to it before. Default: 100 in 3,600 seconds. */
  readonly account?: Limit;
  /** One client at all accounts. Default: 100 in 3,600 seconds. */
  readonly client?: Limit;
}

export type LimitName = keyof Limits;

const defaults: Required<Limits> = {
  pair: { attempts: 5, seconds: 900 },
  account: { attempts: 100, seconds: 3_600 },
  client: { attempts: 100, seconds: 3_600 },
};

/** With their defaults. @throws ConfigurationError on numbers out of range. */
export function limitsOf(told: Limits): Required<Limits> {
  const limits = { ...defaults, ...told };
  for (const [name, { attempts, seconds }] of Object.entries<Limit>(limits)) {
    wholeNumber("throttle()", `number of attempts for limits.${name}`, attempts, [1, 1_000_000]);
    // Timers of Node fire at once where they are to wait for longer than 24 days.
    wholeNumber("throttle()", `number of seconds for limits.${name}`, seconds, [1, longest]);
  }
  return limits;
}

/** In seconds. */
export const longest = 2_073_600;
