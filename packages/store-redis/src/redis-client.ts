/** What a script is given. */
export interface ScriptOptions {
  readonly keys: string[];
  readonly arguments: string[];
}

/** The part of a node-redis client, cluster or pool that is used: `createClient()` and `createCluster()` of `redis` both have it. */
export interface RedisClient {
  evalSha(sha1: string, options: ScriptOptions): Promise<unknown>;
  eval(script: string, options: ScriptOptions): Promise<unknown>;
  /** False while there is no connection: nothing is queued then. A cluster has none. */
  readonly isReady?: boolean;
}
