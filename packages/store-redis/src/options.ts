import { ConfigurationError } from "@ampoule/core";
import type { RedisClient } from "./redis-client.js";

/** Where something is kept in Redis. */
export interface RedisOptions {
  /** A connected client of `redis` 6: `createClient()` or `createCluster()`. Its connection is yours to open and close. */
  readonly client: RedisClient;
  /** What all keys begin with. Without braces. Default: `"ampoule"`. */
  readonly prefix?: string;
}

/** @throws ConfigurationError where the client runs no scripts, or the prefix has braces. */
export function checkedOptions(owner: string, { client, prefix = "ampoule" }: RedisOptions): Required<RedisOptions> {
  if (typeof client?.evalSha !== "function" || typeof client.eval !== "function") {
    throw new ConfigurationError("invalid_option", `${owner} needs a client of node-redis, as { client }.`);
  }
  if (typeof prefix !== "string" || prefix === "" || /[{}]/.test(prefix)) {
    throw new ConfigurationError("invalid_option", `The prefix of ${owner} is text without braces.`);
  }
  return { client, prefix };
}
