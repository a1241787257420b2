import { UnavailableError } from "@ampoule/core";
import { wholeNumber } from "../whole-number.js";
import type { CodeRecord, CodeStore } from "./store.js";

/** What {@link memoryCodes} can be told. */
export interface MemoryCodesOptions {
  /** Codes that are kept, 1 to 10,000,000. One more is an `UnavailableError`, once those that are over are gone. Default: 100,000. */
  readonly size?: number;
}

/** @internal */
class MemoryCodes implements CodeStore {
  readonly #size: number;
  readonly #records = new Map<string, CodeRecord>();

  constructor(size: number) {
    this.#size = size;
  }

  put(record: CodeRecord, now: number): void {
    const isNew = !this.#records.has(record.id);
    if (isNew && this.#records.size >= this.#size) this.purge(now);
    if (isNew && this.#records.size >= this.#size) throw new UnavailableError(`The store in memory is full: it holds ${this.#size} codes.`);
    this.#records.set(record.id, Object.freeze({ ...record }));
  }

  find(id: string): CodeRecord | undefined {
    return this.#records.get(id);
  }

  take(id: string, digest: string): boolean {
    return this.#records.get(id)?.digest === digest && this.#records.delete(id);
  }

  drop(id: string): void {
    this.#records.delete(id);
  }

  purge(before: number): number {
    const over = [...this.#records.values()].filter(({ expiresAt }) => expiresAt < before);
    for (const { id } of over) this.#records.delete(id);
    return over.length;
  }
}

/**
 * Keeps codes in this process: for tests, and for a single process whose restart may make people ask again.
 *
 * @throws ConfigurationError on a size out of range.
 */
export function memoryCodes({ size = 100_000 }: MemoryCodesOptions = {}): CodeStore {
  return new MemoryCodes(wholeNumber("memoryCodes()", "size", size, [1, 10_000_000]));
}
