import { UnavailableError } from "../../contract/errors.js";

/** How long something that was fetched is used, in milliseconds. */
export interface Ages {
  /** Until when it is used without asking again. */
  readonly maxAge: number;
  /** How much longer it is used while it cannot be had anew. */
  readonly maxStale: number;
}

const firstWait = 1000;
const longestWait = 60_000;
/** Milliseconds after which what was not loaded is not waited for: workers drop a fetch when the request that began it ends. */
const lostAfter = 60_000;

/**
 * Something that is fetched when it is first asked for, once for all who wait, and kept. What is old is still given out while a new one is fetched behind it.
 * After a failure nothing is fetched for a second, then for two, four, up to sixty: whoever asks meanwhile is refused at once.
 */
export class Kept<T extends object> {
  readonly #load: () => Promise<T>;
  readonly #ages: Ages;
  readonly #clock: () => number;
  #value: T | undefined;
  #loadedAt = 0;
  #pending: Promise<T> | undefined;
  #askedAt = 0;
  #failures = 0;
  #failedAt = 0;
  #failure: unknown;

  constructor(load: () => Promise<T>, ages: Ages, clock: () => number) {
    this.#load = load;
    this.#ages = ages;
    this.#clock = clock;
  }

  /** @throws UnavailableError, also late, where there is none that may be used. */
  get(): T | Promise<T> {
    const value = this.#value;
    const age = this.#clock() - this.#loadedAt;
    if (value === undefined || age < 0 || age >= this.#ages.maxAge + this.#ages.maxStale) return this.#underWay() ?? this.#renew();
    if (age >= this.#ages.maxAge && this.#underWay() === undefined && this.#wait() === 0) this.#renew().catch(() => undefined);
    return value;
  }

  #underWay(): Promise<T> | undefined {
    return this.#clock() - this.#askedAt > lostAfter ? undefined : this.#pending;
  }

  /** Milliseconds for which nothing is to be fetched. A clock that was set back must not prolong them. */
  #wait(): number {
    if (this.#failures === 0) return 0;
    const since = this.#clock() - this.#failedAt;
    const wait = Math.min(firstWait * 2 ** (this.#failures - 1), longestWait);
    return since < 0 || since >= wait ? 0 : wait - since;
  }

  async #renew(): Promise<T> {
    const wait = this.#wait();
    if (wait > 0) throw new UnavailableError((this.#failure as Error).message, { retryAfter: wait / 1000, cause: this.#failure });
    const loading = this.#load();
    this.#pending = loading;
    this.#askedAt = this.#clock();
    try {
      this.#value = await loading;
      this.#loadedAt = this.#clock();
      this.#failures = 0;
      return this.#value;
    } catch (error) {
      this.#failure = error;
      this.#failures += 1;
      this.#failedAt = this.#clock();
      throw error;
    } finally {
      if (this.#pending === loading) this.#pending = undefined;
    }
  }
}
