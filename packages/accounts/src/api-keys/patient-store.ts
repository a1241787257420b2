import { Patience, type Patient } from "../patience.js";
import type { ApiKeyStore } from "./store.js";

/** A store that is not waited for longer than that, and that fails in one way only. Nobody waits for `purge`, which takes as long as there is to delete. @param timeout in milliseconds. */
export function patientStore(store: ApiKeyStore, timeout: number): Patient<ApiKeyStore> {
  const patience = new Patience(timeout, "store of API keys");
  return {
    add: (...given) => patience.ask(() => store.add(...given)),
    find: (...given) => patience.ask(() => store.find(...given)),
    list: (...given) => patience.ask(() => store.list(...given)),
    rotate: (...given) => patience.ask(() => store.rotate(...given)),
    revoke: (...given) => patience.ask(() => store.revoke(...given)),
    revokeAll: (...given) => patience.ask(() => store.revokeAll(...given)),
    touch: (...given) => patience.ask(() => store.touch(...given)),
    purge: (...given) => patience.askWithoutEnd(() => store.purge(...given)),
  };
}
