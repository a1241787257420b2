import { UnavailableError } from "@ampoule/core";
import { availableParallelism } from "node:os";
import process from "node:process";
import { wholeNumber } from "../whole-number.js";
import { Turns } from "./turns.js";

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
  readonly giveUp: (fault: unknown) => void;
}

/** Bounds how many hashes run and wait. Made by {@link hashingQueue}. */
export class HashingQueue {
  readonly #concurrency: number;
  readonly #length: number;
  readonly #retryAfter: number;
  readonly #waiting = new Turns<Waiting>();
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
    return this.#waiting.size;
  }

  /**
   * Runs a job when its turn comes: clients take turns, and each one's own jobs come in the order of arrival. A queue that is full takes a job in the place of the latest one of the client that has the most
   * waiting, where that has at least two more: nobody fills it alone.
   *
   * A signal takes the caller out of the queue. It does not stop a job that runs, whose thread is busy either way: that keeps its place until it is done.
   *
   * @param client who asks, in any spelling that is always the same. Who is not known is one client, together with all others who are not.
   * @throws UnavailableError when the queue is full, or the place went to another client; the signal's reason when it is aborted; and what the job throws.
   */
  run<T>(job: () => Promise<T>, signal?: AbortSignal, client?: string): Promise<T> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (!this.#hasRoomFor(client)) return Promise.reject(this.#full());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const waiting = { start: () => void this.#perform(job).then(resolve, reject), giveUp: reject };
    const leave = () => {
      this.#waiting.forget(client, waiting);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    this.#waiting.add(client, waiting);
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
    const next = this.#waiting.next();
    if (next === undefined) return;
    this.#running += 1;
    next.start();
  }

  /** Makes room, where it is full and somebody has more than a fair share. */
  #hasRoomFor(client: string | undefined): boolean {
    if (this.#running < this.#concurrency || this.#waiting.size < this.#length) return true;
    const full = this.#full();
    const displaced = this.#waiting.displaceFor(client);
    displaced?.giveUp(full);
    return displaced !== undefined;
  }

  #full(): UnavailableError {
    return new UnavailableError(`The hashing queue is full: ${this.#running} run, ${this.#waiting.size} wait.`, {
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
 * Clients that it is told of take turns, so that one that floods it waits for itself; among clients that nobody tells apart, whoever comes first is first. How often a client may ask it does not limit: {@link throttled} does.
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
