import { digestOf } from "../digest/digest.js";

/**
 * Tokens that were verified, by the SHA-256 of their whole text: the text itself is not kept. Holds a bounded number, and drops what was not asked for longest.
 *
 * It does not know when something ends: whoever takes something out looks at that.
 */
export class VerifiedTokens<T> {
  readonly #size: number;
  readonly #entries = new Map<string, T>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Under which a token is kept; `undefined` where none is. */
  digest(text: string): string | undefined {
    return this.#size === 0 ? undefined : digestOf(text);
  }

  get(digest: string): T | undefined {
    const entry = this.#entries.get(digest);
    if (entry !== undefined) this.set(digest, entry);
    return entry;
  }

  set(digest: string, entry: T): void {
    this.#entries.delete(digest);
    this.#entries.set(digest, entry);
    const [eldest = ""] = this.#entries.size > this.#size ? this.#entries.keys() : [];
    this.#entries.delete(eldest);
  }

  delete(digest: string): void {
    this.#entries.delete(digest);
  }
}
