import type { Awaitable } from "@ampoule/core";
import type { RefreshStore } from "../tokens/store.js";

/** A store that is there for one test. */
export interface OpenStore {
  readonly store: RefreshStore;
  /** The same data once more, as another process sees it. Leave it out where there is no such thing. */
  readonly another?: () => Awaitable<RefreshStore>;
  /** Everything that is kept, as text. */
  readonly dump?: () => Awaitable<string>;
  close(): Awaitable<void>;
}

/** What {@link describeRefreshStore} needs. */
export interface RefreshStoreHarness {
  /** Opens an empty store. */
  open(): Awaitable<OpenStore>;
  /** Whether rows end by the store's own clock, without `purge`. Default: false. */
  readonly tidiesItself?: boolean;
}
