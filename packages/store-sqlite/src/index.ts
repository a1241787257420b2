export { openStore } from "./open-store.js";
export type { SqliteOptions } from "./options.js";
export { sqliteApiKeys, type SqliteApiKeys } from "./sqlite-api-keys.js";
export { sqliteCodes, type SqliteCodes } from "./sqlite-codes.js";
export { sqliteStore, type SqliteStore } from "./sqlite-store.js";
