import { afterEach, beforeEach, describe } from "vitest";
import type { OpenStore, RefreshStoreHarness } from "./harness.js";
import { ends } from "./behaviours/ends.js";
import { faults } from "./behaviours/faults.js";
import { keeps } from "./behaviours/keeps.js";
import { races } from "./behaviours/races.js";

/** What each behaviour is told. */
export interface Subject {
  /** The store of the test that runs. */
  readonly opened: () => OpenStore;
  readonly tidiesItself: boolean;
}

/**
 * The contract of a `RefreshStore`, as vitest tests: what it keeps, what it ends, that a swap is one step, and that tokens over it survive races, delays and lost answers.
 *
 * It does not stop your server or kill a process: that is for the store's own tests.
 *
 * @example
 * ```ts
 * describeRefreshStore("my store", { open: async () => ({ store: await MyStore.open(), close: () => undefined }) });
 * ```
 */
export function describeRefreshStore(name: string, harness: RefreshStoreHarness): void {
  describe(`${name}: the contract of a RefreshStore`, { timeout: 30_000 }, () => {
    let open: OpenStore | undefined;
    const opened = (): OpenStore => {
      if (open === undefined) throw new Error("The store is opened before each test.");
      return open;
    };
    beforeEach(async () => {
      open = await harness.open();
    });
    afterEach(() => open?.close());
    const subject: Subject = { opened, tidiesItself: harness.tidiesItself === true };
    for (const behaviour of [keeps, ends, races, faults]) behaviour(subject);
  });
}
