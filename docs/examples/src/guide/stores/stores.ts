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
