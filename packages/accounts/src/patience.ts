import { UnavailableError, type Awaitable } from "@ampoule/core";

/** Questions that may be open at once. More would pile up behind something that does not answer. */
const most = 10_000;
/** So many time-outs after it was asked a question counts no longer, or what hung once would be refused for good. */
const givenUp = 10;

/** The same store, asked through somebody who does not wait for ever. */
export type Patient<S extends object> = {
  readonly [K in keyof S]: S[K] extends (...given: infer G) => infer R ? (...given: G) => Promise<Awaited<R>> : never;
};

/** How long something outside this process is waited for. */
export class Patience {
  readonly #timeout: number;
  readonly #who: string;
  #open = 0;

  /** @param who is waited for, in messages: `"token store"`. */
  constructor(timeout: number, who: string) {
    this.#timeout = timeout;
    this.#who = who;
  }

  /** Asks, and gives up in time. @throws UnavailableError, whatever is thrown. */
  ask<T>(question: () => Awaitable<T>): Promise<T> {
    if (this.#open >= most) return Promise.reject(new UnavailableError(`The ${this.#who} has too many questions open.`));
    const { promise: late, reject } = Promise.withResolvers<never>();
    const answer = this.askWithoutEnd(question);
    const close = this.#count();
    let timer = setTimeout(() => {
      reject(new UnavailableError(`The ${this.#who} did not answer in time.`));
      timer = setTimeout(close, (givenUp - 1) * this.#timeout).unref();
    }, this.#timeout);
    const closed = answer.finally(() => (clearTimeout(timer), close()));
    return Promise.race([closed, late]);
  }

  /** Asks what nobody waits for. @throws UnavailableError, whatever is thrown. */
  async askWithoutEnd<T>(question: () => Awaitable<T>): Promise<T> {
    try {
      return await question();
    } catch (cause) {
      if (cause instanceof UnavailableError) throw cause;
      throw new UnavailableError(`The ${this.#who} failed.`, { cause });
    }
  }

  /** Counts a question as open, until what it gives is called. */
  #count(): () => void {
    let isOpen = true;
    this.#open += 1;
    return () => {
      if (isOpen) this.#open -= 1;
      isOpen = false;
    };
  }
}
