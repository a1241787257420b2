import { sqliteStore } from "../dist/index.js";

/** For another process: the same file. */
export function open(file) {
  const store = sqliteStore({ file, patience: 5_000 });
  return { store, close: () => store.close() };
}
