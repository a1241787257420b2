import type { OpenedStore } from "@ampoule/accounts";
import { ConfigurationError } from "@ampoule/core";
import { sqliteStore } from "./sqlite-store.js";

/**
 * Opens the store at an address, for those who have nothing else: `sqlite:tokens.db` from the working directory, `sqlite:/var/lib/app/tokens.db`, `sqlite::memory:`.
 *
 * `sqlite://` is refused: with slashes, one system means the working directory where another means the root.
 *
 * @throws ConfigurationError on another address, and on a file that cannot be opened.
 * @example
 * ```ts
 * await using store = openStore("sqlite:/var/lib/app/tokens.db");
 * ```
 */
export function openStore(address: string): OpenedStore {
  const [, file] = /^sqlite:(?!\/\/)(.+)$/s.exec(address) ?? [];
  if (file === undefined) {
    throw new ConfigurationError("invalid_option", "The address of a SQLite store is sqlite:tokens.db, or sqlite:/var/lib/app/tokens.db.");
  }
  const store = sqliteStore({ file });
  return Object.assign(store, { [Symbol.asyncDispose]: () => Promise.resolve(store.close()) });
}
