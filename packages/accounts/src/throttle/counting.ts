import { UnavailableError } from "@ampoule/core";
import { Patience } from "../patience.js";
import { wholeNumber } from "../whole-number.js";
import type { Counter } from "./counters.js";
import { limitsOf, longest, type LimitName } from "./limits.js";
import { memoryCounters } from "./memory-counter.js";
import { allowUnthrottled, usualName, type ThrottleOptions } from "./options.js";

/** One attempt, counted. */
export interface Counted {
  readonly limit: LimitName;
  readonly key: string;
  /** When the count is over, by `performance.now()`. */
  readonly until: number;
}

/** One attempt too many: milliseconds to wait. */
export type TooMany = { readonly limit: LimitName; readonly wait: number };

interface Result {
  readonly msBeforeNext: number;
}

/** The counters of a throttle, which are waited for no longer than that. */
export class Counting {
  readonly #counters: Readonly<Record<LimitName | "known", Counter>>;
  readonly #patience: Patience;
  readonly #knownFor: number;
  readonly #isLax: boolean;

  constructor(options: ThrottleOptions) {
    const { name = usualName, counters = memoryCounters(), knownFor = 1_209_600, timeout = 2_000 } = options;
    this.#patience = new Patience(wholeNumber("throttle()", "timeout", timeout, [1, 60_000]), "counter of attempts");
    this.#knownFor = wholeNumber("throttle()", "knownFor", knownFor, [0, longest]);
    this.#isLax = options[allowUnthrottled] === true;
    const limits = limitsOf(options.limits ?? {});
    const make = (limit: LimitName) =>
      counters({ keyPrefix: `${name}_${limit}`, points: limits[limit].attempts, duration: limits[limit].seconds });
    const known = counters({ keyPrefix: `${name}_known`, points: 1, duration: this.#knownFor });
    this.#counters = { pair: make("pair"), account: make("account"), client: make("client"), known };
  }

  /** Counts an attempt before anybody looks at it. `undefined` where it cannot be counted and need not be. */
  async count(limit: LimitName, key: string): Promise<Counted | TooMany | undefined> {
    const answer = await this.#required(() => this.#counters[limit].consume(key).then(inTime, tooMany));
    if (answer === undefined) return undefined;
    const wait = answer.msBeforeNext;
    return answer.isInTime ? { limit, key, until: performance.now() + wait } : { limit, wait };
  }

  /** Counts one more that was not asked about. */
  async countMore({ limit, key }: Counted): Promise<void> {
    await this.#required(() => this.#counters[limit].penalty(key));
  }

  /** Takes an attempt back; not where its time is over, since the next one would then begin with less than nothing. */
  async takeBack({ limit, key, until }: Counted): Promise<void> {
    if (performance.now() < until) await this.#attempted(() => this.#counters[limit].reward(key));
  }

  async forget(limit: LimitName, key: string): Promise<void> {
    await this.#attempted(() => this.#counters[limit].delete(key));
  }

  /** Notes that a client signed in to an account. */
  async remember(pair: string): Promise<void> {
    if (this.#knownFor > 0) await this.#attempted(() => this.#counters.known.set(pair, 1, this.#knownFor));
  }

  async isKnown(pair: string): Promise<boolean> {
    return this.#knownFor > 0 && (await this.#required(() => this.#counters.known.get(pair))) != null;
  }

  /** A throttle that cannot count refuses, unless it was told otherwise. */
  async #required<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#patience.ask(question);
    } catch (fault) {
      if (this.#isLax && fault instanceof UnavailableError) return undefined;
      throw fault;
    }
  }

  /** The decision is taken: a count that stays too high does less harm than a sign-in that is lost. */
  async #attempted(correction: () => Promise<unknown>): Promise<void> {
    await this.#patience.ask(correction).catch(() => undefined);
  }
}

const inTime = ({ msBeforeNext }: Result) => ({ isInTime: true, msBeforeNext });

/** The library rejects with its result where there are too many, and with an error where it cannot tell. */
function tooMany(rejection: unknown): { isInTime: boolean; msBeforeNext: number } {
  if (isResult(rejection)) return { isInTime: false, msBeforeNext: rejection.msBeforeNext };
  throw rejection;
}

function isResult(value: unknown): value is Result {
  return typeof value === "object" && value !== null && !(value instanceof Error) && "msBeforeNext" in value;
}
