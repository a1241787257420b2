import { digestOf } from "../digest/digest.js";

interface Entry<T> {
  readonly digest: string;
  readonly value: T;
  /** Whether it was asked for since the hand came by. */
  isUsed: boolean;
}

/** How many the hand passes over for one that is new, at most: no request is to wait for a walk over all. */
const mostTurns = 32;

/**
 * Tokens that were verified, by the SHA-256 of their whole text: the text itself is not kept. Holds a bounded number, in a circle. What is new takes the place under
 * the hand; what was asked for since the hand came by keeps its place until it comes again. (To put each of them last on each request would cost more than to find it.)
 *
 * It does not know when something ends: whoever takes something out looks at that.
 */
export class VerifiedTokens<T> {
  readonly #size: number;
  readonly #entries = new Map<string, Entry<T>>();
  readonly #circle: Entry<T>[] = [];
  #hand = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Under which a token is kept; `undefined` where none is. */
  digest(text: string): string | undefined {
    return this.#size === 0 ? undefined : digestOf(text);
  }

  get(digest: string): T | undefined {
    const entry = this.#entries.get(digest);
    if (entry === undefined) return undefined;
    entry.isUsed = true;
    return entry.value;
  }

  /** Keeps a token that is not there: one that was verified for several requests at once takes one place. */
  set(digest: string, value: T): void {
    if (this.#entries.has(digest)) return;
    const entry = { digest, value, isUsed: false };
    this.#circle[this.#place()] = entry;
    this.#entries.set(digest, entry);
  }

  delete(digest: string): void {
    this.#entries.delete(digest);
  }

  /** A place for one more: the next one, once all are taken that of the first that nobody asked for. */
  #place(): number {
    if (this.#circle.length < this.#size) return this.#circle.length;
    for (let turns = 0; turns < mostTurns && this.#current?.isUsed === true; turns += 1) {
      this.#current.isUsed = false;
      this.#hand = (this.#hand + 1) % this.#size;
    }
    const left = this.#current;
    // It may have been forgotten, or be there again in another place.
    if (left !== undefined && this.#entries.get(left.digest) === left) this.#entries.delete(left.digest);
    const place = this.#hand;
    this.#hand = (this.#hand + 1) % this.#size;
    return place;
  }

  get #current(): Entry<T> | undefined {
    return this.#circle[this.#hand];
  }
}
