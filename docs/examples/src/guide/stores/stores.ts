// #region memory
import { memoryStore } from "@ampoule/accounts";

export const inMemory = memoryStore({ size: 100_000 });
// #endregion memory

// #region sqlite
import { sqliteStore } from "@ampoule/store-sqlite";

export const inFile = (file: string) => sqliteStore({ file });
// #endregion sqlite

// #region redis
import { redisStore } from "@ampoule/store-redis";
import { createClient } from "redis";

export async function inRedis(url: string) {
  const client = createClient({ url, disableOfflineQueue: true }).on("error", (error) => console.error("Redis:", error));
  await client.connect();
  return { store: redisStore({ client }), close: () => client.destroy() };
}
// #endregion redis

// #region postgres
import { createPostgresTables, postgresApiKeys, postgresStore } from "@ampoule/store-postgres";
import { Pool } from "pg";

export async function inPostgres(connectionString: string) {
  const limits = { connectionTimeoutMillis: 2_000, statement_timeout: 2_000 };
  const pool = new Pool({ connectionString, ...limits }).on("error", (error) => console.error("PostgreSQL:", error));
  await createPostgresTables({ pool });
  return { store: postgresStore({ pool }), apiKeys: postgresApiKeys({ pool }), close: () => pool.end() };
}
// #endregion postgres
