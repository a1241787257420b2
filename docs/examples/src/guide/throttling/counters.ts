import { postgresCounters, redisCounters, throttle, throttleTable, type Throttle } from "@ampoule/accounts";
import type { Pool } from "pg";
import type { RedisClientType } from "redis";

// #region redis
export function overRedis(client: RedisClientType): Throttle {
  return throttle({ counters: redisCounters(client) });
}
// #endregion redis

// #region postgres
export async function overPostgres(pool: Pool): Promise<Throttle> {
  await pool.query(throttleTable());
  return throttle({ counters: postgresCounters({ pool }) });
}
// #endregion postgres
