import type { ApiKeyStore, CodeStore, RefreshStore } from "@ampoule/accounts";
import { createPostgresTables, postgresApiKeys, postgresCodes, postgresStore } from "@ampoule/store-postgres";
import { redisApiKeys, redisCodes, redisStore } from "@ampoule/store-redis";
import { sqliteApiKeys, sqliteCodes, sqliteStore } from "@ampoule/store-sqlite";
import { Pool } from "pg";
import { createClient } from "redis";

/** Where sign-ins, API keys and the codes in mails are kept, and how to let go of it. */
export interface Stores {
  readonly sessions: RefreshStore;
  readonly apiKeys: ApiKeyStore;
  readonly codes: CodeStore;
  close(): void;
}

/**
 * Opens the stores at a place: `redis://…`, `postgres://…`, or a file of SQLite's.
 *
 * @throws Error that names the place, without what a password may be in, where it cannot be reached.
 */
export async function openStores(place: string): Promise<Stores> {
  try {
    if (/^rediss?:\/\//i.test(place)) return await openRedis(place);
    return /^postgres(?:ql)?:\/\//i.test(place) ? await openPostgres(place) : openFile(place);
  } catch (cause) {
    throw new Error(`Cannot open the store ${shown(place)}: ${cause instanceof Error ? reasonOf(cause) : "unknown"}.`, { cause });
  }
}

function openFile(file: string): Stores {
  const [sessions, apiKeys, codes] = [sqliteStore({ file }), sqliteApiKeys({ file }), sqliteCodes({ file })];
  return { sessions, apiKeys, codes, close: () => (sessions.close(), apiKeys.close(), codes.close()) };
}

async function openRedis(url: string): Promise<Stores> {
  let isOpen = false;
  const reconnectStrategy = (retries: number) => isOpen && Math.min(retries * 50, 1_000);
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 2_000, reconnectStrategy } });
  client.on("error", (error: Error) => isOpen && console.error("Redis:", reasonOf(error)));
  await client.connect();
  isOpen = true;
  return {
    sessions: redisStore({ client }),
    apiKeys: redisApiKeys({ client }),
    codes: redisCodes({ client }),
    close: () => client.destroy(),
  };
}

async function openPostgres(connectionString: string): Promise<Stores> {
  const pool = new Pool({ connectionString, connectionTimeoutMillis: 2_000, statement_timeout: 2_000 });
  pool.on("error", (error) => console.error("PostgreSQL:", reasonOf(error)));
  await createPostgresTables({ pool });
  return {
    sessions: postgresStore({ pool }),
    apiKeys: postgresApiKeys({ pool }),
    codes: postgresCodes({ pool }),
    close: () => void pool.end(),
  };
}

/** Of an address the scheme only: a password may stand anywhere behind it. */
function shown(place: string): string {
  return JSON.stringify(place.replace(/(?<=^[a-z]+:\/\/).*/is, "…"));
}

/** The first cause that has words: a host with several addresses gives an error for each of them, and none for all. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  const { cause } = error;
  if (cause instanceof Error) return reasonOf(cause);
  return (first?.message ?? error.message).replace(/\.$/, "");
}
