import { Patience, type Patient } from "../patience.js";
import type { RefreshStore } from "./store.js";

/** A store that is not waited for longer than that, and that fails in one way only. Nobody waits for `purge`, which takes as long as there is to delete. */
export function patient(store: RefreshStore, timeout: number): Patient<RefreshStore> {
  const patience = new Patience(timeout, "token store");
  return {
    create: (...given) => patience.ask(() => store.create(...given)),
    find: (...given) => patience.ask(() => store.find(...given)),
    list: (...given) => patience.ask(() => store.list(...given)),
    swap: (...given) => patience.ask(() => store.swap(...given)),
    end: (...given) => patience.ask(() => store.end(...given)),
    endAll: (...given) => patience.ask(() => store.endAll(...given)),
    deny: (...given) => patience.ask(() => store.deny(...given)),
    isOver: (...given) => patience.ask(() => store.isOver(...given)),
    purge: (...given) => patience.askWithoutEnd(() => store.purge(...given)),
  };
}
