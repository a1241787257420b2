export { createPostgresTables } from "./create-tables.js";
export { openStore } from "./open-store.js";
export type { PostgresOptions } from "./options.js";
export { postgresApiKeys } from "./postgres-api-keys.js";
export type { Answer, PostgresClient, PostgresPool, Statement } from "./postgres-pool.js";
export { postgresCodes } from "./postgres-codes.js";
export { postgresStore } from "./postgres-store.js";
