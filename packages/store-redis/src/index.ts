export { openStore } from "./open-store.js";
export type { RedisOptions } from "./options.js";
export { redisApiKeys } from "./redis-api-keys.js";
export type { RedisClient, ScriptOptions } from "./redis-client.js";
export { redisCodes } from "./redis-codes.js";
export { redisStore } from "./redis-store.js";
