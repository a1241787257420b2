import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterAbstract } from "rate-limiter-flexible";
import { ConfigurationError } from "@ampoule/core";

/** What is used of a limiter of rate-limiter-flexible. */
export type Counter = Pick<RateLimiterAbstract, "consume" | "penalty" | "reward" | "get" | "set" | "delete">;

/** What a counter is made with. */
export interface CounterOptions {
  /** Tells it from the other counters in one database. */
  readonly keyPrefix: string;
  /** How many are let through. */
  readonly points: number;
  /** Seconds after which they are forgotten. */
  readonly duration: number;
}

/** Makes the counters of a throttle: any limiter of rate-limiter-flexible, made with these options and its own. */
export type MakeCounter = (options: CounterOptions) => Counter;

/**
 * Counts in Redis, for several processes: give it a client of the package `redis` that is connected. For another client, make a limiter yourself: `(options) => new RateLimiterRedis({ storeClient, ...options })`.
 *
 * Each count is one step that nothing comes between, and ends by Redis's own clock. Keys hold no names and no addresses.
 *
 * @example
 * ```ts
 * const guesses = throttle({ counters: redisCounters(client) });
 * ```
 */
export function redisCounters(client: object): MakeCounter {
  return (options) => new RateLimiterRedis({ storeClient: client, useRedisPackage: true, rejectIfRedisNotReady: true, ...options });
}

/** What {@link postgresCounters} needs to know. */
export interface PostgresCountersOptions {
  /** A pool of the package `pg`. */
  readonly pool: object;
  /** The table, in small letters, digits and underscores. Default: `"ampoule_throttle"`. */
  readonly table?: string;
}

const usualTable = "ampoule_throttle";

/**
 * Counts in PostgreSQL, for several processes. The table has to be there: {@link throttleTable} makes it.
 *
 * Each count is one statement, and wants the isolation that PostgreSQL has by default, `read committed`: under a stricter one attempts that come together are 503. Rows that are over are deleted every few minutes, by a timer that does not keep the process alive. Keys hold no names and no addresses.
 *
 * @throws ConfigurationError on a name that no table should have.
 * @example
 * ```ts
 * await pool.query(throttleTable());
 * const guesses = throttle({ counters: postgresCounters({ pool }) });
 * ```
 */
export function postgresCounters({ pool, table = usualTable }: PostgresCountersOptions): MakeCounter {
  const tableName = requireName(table);
  return (options) => new RateLimiterPostgres({ storeClient: pool, storeType: "pool", tableName, tableCreated: true, ...options });
}

/** The SQL that makes the table of {@link postgresCounters} where it is not there yet. Run it once, when you deploy. */
export function throttleTable(table: string = usualTable): string {
  return `CREATE TABLE IF NOT EXISTS "${requireName(table)}" (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`;
}

function requireName(table: string): string {
  if (/^[a-z_][a-z0-9_]{0,39}$/.test(table)) return table;
  throw new ConfigurationError(
    "invalid_option",
    `${JSON.stringify(table)} cannot be the table of postgresCounters(): take up to 40 small letters, digits and underscores.`,
  );
}
