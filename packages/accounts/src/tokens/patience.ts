import { UnavailableError, type Awaitable } from "@ampoule/core";
import type { RefreshStore } from "./store.js";

/** Answers that may be waited for at once. More would pile up behind a store that does not answer. */
const most = 10_000;

/** How long a store is waited for. */
export class Patience {
  readonly #timeout: number;
  #waiting = 0;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** Asks, and gives up in time. @throws UnavailableError, whatever the store throws. */
  async ask<T>(question: () => Awaitable<T>): Promise<T> {
    if (this.#waiting >= most) throw new UnavailableError("The token store has too many questions open.");
    this.#waiting += 1;
    const answer = settle(question).finally(() => (this.#waiting -= 1));
    return inTime(answer, this.#timeout);
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

function inTime<T>(answer: Promise<T>, timeout: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new UnavailableError("The token store did not answer in time.")), timeout);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

/** A store that is not waited for longer than that, and that fails in one way only. */
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
    purge: (...given) => patience.ask(() => store.purge(...given)),
  };
}
