import type { Counted, Counting } from "./counting.js";
import type { Keys } from "./keys.js";

/** An attempt that was let through, and counted as a failure until it is known to be none. Say once what became of it. */
export class Attempt {
  readonly #counting: Counting;
  readonly #keys: Keys;
  readonly #counted: readonly Counted[];

  /** @internal */
  constructor(counting: Counting, keys: Keys, counted: readonly Counted[]) {
    this.#counting = counting;
    this.#keys = keys;
    this.#counted = counted;
  }

  /**
   * It was good. Forgets what this client failed at this account before. Of what others failed there, and of what this client failed elsewhere, nothing is forgotten:
   * somebody with an account of their own could otherwise guess at others' for ever.
   */
  async succeed(): Promise<void> {
    const { pair } = this.#keys;
    const others = this.#counted.filter(({ limit }) => limit !== "pair").map((one) => this.#counting.takeBack(one));
    if (pair === undefined) return void (await Promise.all(others));
    await Promise.all([...others, this.#counting.forget("pair", pair), this.#counting.remember(pair)]);
  }

  /** It came to no decision: the store of accounts was down. Counts as if it had never been. */
  async undo(): Promise<void> {
    await Promise.all(this.#counted.map((one) => this.#counting.takeBack(one)));
  }

  /** The same guess failed once more. */
  async failAgain(): Promise<void> {
    await Promise.all(this.#counted.map((one) => this.#counting.countMore(one)));
  }
}
