import { Patience } from "../patience.js";
import type { ApiKeyStore } from "./store.js";

/** The same, asked so that it is not waited for longer than that, and fails in one way only. */
export type PatientApiKeyStore = {
  readonly [K in keyof ApiKeyStore]: (...given: Parameters<ApiKeyStore[K]>) => Promise<Awaited<ReturnType<ApiKeyStore[K]>>>;
};

/** Nobody waits for `purge`, which takes as long as there is to delete. @param timeout in milliseconds. */
export function patientStore(store: ApiKeyStore, timeout: number): PatientApiKeyStore {
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
