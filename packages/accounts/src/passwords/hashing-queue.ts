import { UnavailableError } from "@ampoule/core";
import { availableParallelism } from "node:os";
import process from "node:process";
import { wholeNumber } from "../whole-number.js";

/** What {@link hashingQueue} can be told. */
export interface HashingQueueOptions {
  /** How many hashes run at once. Default: one less than the threads of libuv's pool (`UV_THREADPOOL_SIZE`, else 4) and than the processors, at least 1. */
  readonly concurrency?: number;
  /** How many wait at most. Default: 100. */
  readonly length?: number;
  /** Seconds that a client is told to wait when the queue is full. Default: 5. */
  readonly retryAfter?: number;
}

interface Waiting {
  readonly start: () => void;
}

/** Bounds how many hashes run and wait. Made by {@link hashingQueue}. */
export class HashingQueue {
  readonly #concurrency: number;
  readonly #length: number;
  readonly #retryAfter: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  /** @internal */
  constructor({ concurrency, length, retryAfter }: Required<HashingQueueOptions>) {
    this.#concurrency = concurrency;
    this.#length = length;
    this.#retryAfter = retryAfter;
  }

  /** How many hashes run now. One whose caller has gone counts until its thread is free. */
  get running(): number {
    return this.#running;
  }

  /** How many wait now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Runs a job when its turn comes, in the order of arrival.
   *
   * A signal takes the caller out of the queue. It does not stop a job that runs, whose thread is busy either way: that keeps its place until it is done.
   *
   * @throws UnavailableError when the queue is full; the signal's reason when it is aborted; and what the job throws.
   */
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (this.#running >= this.#concurrency && this.#waiting.length >= this.#length) return Promise.reject(this.#full());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const waiting = { start: () => void this.#perform(job).then(resolve, reject) };
    const leave = () => {
      this.#forget(waiting);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    this.#waiting.push(waiting);
    this.#next();
    return promise.finally(() => signal?.removeEventListener("abort", leave));
  }

  async #perform<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#running >= this.#concurrency) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#running += 1;
    next.start();
  }

  #forget(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  #full(): UnavailableError {
    return new UnavailableError(`The hashing queue is full: ${this.#running} run, ${this.#waiting.length} wait.`, {
      retryAfter: this.#retryAfter,
    });
  }
}

/** A thread is left free, since signatures, files and names are waited for on the same ones. */
function spareConcurrency(): number {
  const pool = Number(process.env["UV_THREADPOOL_SIZE"] ?? 4);
  return Math.max(1, Math.min(Number.isSafeInteger(pool) ? pool : 4, availableParallelism()) - 1);
}

/**
 * Makes the gate before hashing: so many at once, so many waiting, and 503 with `Retry-After` for the rest.
 *
 * Hashes run on the threads of libuv's pool, on which Node also checks signatures and reads files. Without a gate a hundred sign-ins let every bearer token wait for a second. One queue for one process: hand the same one to all
 * that hash.
 *
 * It treats all callers alike: limiting one client's guesses is the application's.
 *
 * @throws ConfigurationError on numbers that are not whole, or below 1 (`concurrency`) or 0.
 * @example
 * ```ts
 * const queue = hashingQueue({ concurrency: 3, length: 50 });
 * ```
 */
export function hashingQueue(options: HashingQueueOptions = {}): HashingQueue {
  const { concurrency = spareConcurrency(), length = 100, retryAfter = 5 } = options;
  return new HashingQueue({
    concurrency: wholeNumber("hashingQueue()", "concurrency", concurrency, [1, 1_024]),
    length: wholeNumber("hashingQueue()", "length", length, [0, 1_000_000]),
    retryAfter: wholeNumber("hashingQueue()", "retryAfter", retryAfter, [0, 86_400]),
  });
}
