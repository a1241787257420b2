import { UnavailableError, type Awaitable } from "@ampoule/core";
import type { RefreshStore } from "./store.js";

/** Questions that may be open at once. More would pile up behind a store that does not answer. */
const most = 10_000;
/** So many time-outs after it was asked a question counts no longer, or a store that hung once would be refused for good. */
const givenUp = 10;

/** How long a store is waited for. */
export class Patience {
  readonly #timeout: number;
  #open = 0;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** Asks, and gives up in time. @throws UnavailableError, whatever the store throws. */
  ask<T>(question: () => Awaitable<T>): Promise<T> {
    if (this.#open >= most) return Promise.reject(new UnavailableError("The token store has too many questions open."));
    const { promise: late, reject } = Promise.withResolvers<never>();
    const answer = settle(question);
    const close = this.#count();
    let timer = setTimeout(() => {
      reject(new UnavailableError("The token store did not answer in time."));
      timer = setTimeout(close, (givenUp - 1) * this.#timeout).unref();
    }, this.#timeout);
    const closed = answer.finally(() => (clearTimeout(timer), close()));
    return Promise.race([closed, late]);
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

async function settle<T>(question: () => Awaitable<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    if (cause instanceof UnavailableError) throw cause;
    throw new UnavailableError("The token store failed.", { cause });
  }
}

/** A store that is not waited for longer than that, and that fails in one way only. Nobody waits for `purge`, which takes as long as there is to delete. */
export function patient(
  store: RefreshStore,
  timeout: number,
): { readonly [K in keyof RefreshStore]: (...given: Parameters<RefreshStore[K]>) => Promise<Awaited<ReturnType<RefreshStore[K]>>> } {
  const patience = new Patience(timeout);
  return {
    create: (...given) => patience.ask(() => store.create(...given)),
    find: (...given) => patience.ask(() => store.find(...given)),
    swap: (...given) => patience.ask(() => store.swap(...given)),
    end: (...given) => patience.ask(() => store.end(...given)),
    endAll: (...given) => patience.ask(() => store.endAll(...given)),
    deny: (...given) => patience.ask(() => store.deny(...given)),
    isOver: (...given) => patience.ask(() => store.isOver(...given)),
    purge: (...given) => settle(() => store.purge(...given)),
  };
}
