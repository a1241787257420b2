import type { Awaitable } from "@ampoule/core";
import type { RefreshStore } from "../tokens/store.js";

/** A store that was opened by its address, with the connection that it has. */
export interface OpenedStore extends RefreshStore, AsyncDisposable {
  /** What its own clock says, in milliseconds since 1970, where it has one that is not this machine's. */
  now?(): Awaitable<number>;
}

/** What a store's package exports as `openStore`: opens the store at an address, or throws a `ConfigurationError` or an `UnavailableError` within seconds. */
export type StoreOpener = (address: string) => Awaitable<OpenedStore>;

/** What an address begins with, and whose `openStore` opens it. `undefined`: this package's own. */
export const storeKinds: ReadonlyMap<string, string | undefined> = new Map([
  ["memory:", undefined],
  ["sqlite:", "@ampoule/store-sqlite"],
  ["redis:", "@ampoule/store-redis"],
  ["rediss:", "@ampoule/store-redis"],
  ["postgres:", "@ampoule/store-postgres"],
  ["postgresql:", "@ampoule/store-postgres"],
]);

/** What an address begins with, where that is known. */
export function storeKindOf(address: string): string | undefined {
  const kind = `${address.split(":")[0]}:`;
  return storeKinds.has(kind) ? kind : undefined;
}
