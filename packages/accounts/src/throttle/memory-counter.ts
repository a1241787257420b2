import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { wholeNumber } from "../whole-number.js";
import type { MakeCounter } from "./counters.js";

/** What {@link memoryCounters} can be told. */
export interface MemoryCountersOptions {
  /** Keys that each counter keeps, 1,000 to 10,000,000. Where there are more, the one that was not counted for longest is forgotten. Default: 100,000. */
  readonly size?: number;
}

/** The library's own keeps every key until its time is over: whoever makes up names would fill the memory. */
class BoundedCounter extends RateLimiterMemory {
  /** The one that was not counted for longest comes first. */
  readonly #keys = new Set<string>();
  readonly #size: number;

  constructor(size: number, ...given: ConstructorParameters<typeof RateLimiterMemory>) {
    super(...given);
    this.#size = size;
  }

  override consume(key: string): Promise<RateLimiterRes> {
    this.#touch(key);
    return super.consume(key);
  }

  override penalty(key: string): Promise<RateLimiterRes> {
    this.#touch(key);
    return super.penalty(key);
  }

  override set(key: string, points: number, seconds: number): Promise<RateLimiterRes> {
    this.#touch(key);
    return super.set(key, points, seconds);
  }

  override delete(key: string): Promise<boolean> {
    this.#keys.delete(key);
    return super.delete(key);
  }

  #touch(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > this.#size && oldest !== undefined) void this.delete(oldest);
  }
}

/**
 * Counts in this process: for one process, or where each may count for itself. What a throttle does unless it is told otherwise.
 *
 * Bounded. To make it forget the count of one account, somebody has to make `size` other attempts between two guesses, each of which costs a whole check of a password; attempts that are refused are no new keys.
 *
 * @throws ConfigurationError on a size out of range.
 */
export function memoryCounters({ size = 100_000 }: MemoryCountersOptions = {}): MakeCounter {
  wholeNumber("memoryCounters()", "size", size, [1_000, 10_000_000]);
  return (options) => new BoundedCounter(size, options);
}
