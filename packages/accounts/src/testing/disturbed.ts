import { UnavailableError, type Awaitable } from "@ampoule/core";
import type { RefreshStore } from "../tokens/store.js";

type Around = <T>(name: keyof RefreshStore, ask: () => Awaitable<T>) => Promise<T>;

function around(store: RefreshStore, wrap: Around): RefreshStore {
  return {
    create: (...given) => wrap("create", () => store.create(...given)),
    find: (...given) => wrap("find", () => store.find(...given)),
    list: (...given) => wrap("list", () => store.list(...given)),
    swap: (...given) => wrap("swap", () => store.swap(...given)),
    end: (...given) => wrap("end", () => store.end(...given)),
    endAll: (...given) => wrap("endAll", () => store.endAll(...given)),
    deny: (...given) => wrap("deny", () => store.deny(...given)),
    isOver: (...given) => wrap("isOver", () => store.isOver(...given)),
    purge: (...given) => wrap("purge", () => store.purge(...given)),
  };
}

/** A store behind a network: each question and each answer takes a random time, 0 to `most` milliseconds. */
export function slow(store: RefreshStore, most: number): RefreshStore {
  const pause = () => new Promise<void>((resolve) => void setTimeout(resolve, Math.random() * most));
  return around(store, async (_, ask) => {
    await pause();
    const answer = await ask();
    await pause();
    return answer;
  });
}

/** A store whose answers are lost: it does what it is asked, and then the connection breaks, while `isBroken` says so. */
export function forgetful(store: RefreshStore, isBroken: (name: keyof RefreshStore) => boolean): RefreshStore {
  return around(store, async (name, ask) => {
    const answer = await ask();
    if (isBroken(name)) throw new UnavailableError("The answer was lost.");
    return answer;
  });
}
