import type { Awaitable } from "../contract/provider.js";

/** A promise that knows whether anybody waits for it. */
export class Awaited<T> extends Promise<T> {
  /** What comes of it is a promise like others. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  static of<T>(value: Awaitable<T>): Awaited<T> {
    const one = new Awaited<T>((resolve) => resolve(value));
    // Where nobody waits, that is the fault to tell of, and not one that ends the process.
    void Promise.prototype.then.call(one, undefined, () => undefined);
    return one;
  }

  #isAwaited = false;

  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is the one of every promise
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#isAwaited = true;
    return super.then(onFulfilled, onRejected);
  }
}
