import type { RefreshStore } from "@ampoule/accounts";
import { redisStore } from "@ampoule/store-redis";
import { sqliteStore } from "@ampoule/store-sqlite";
import { createClient } from "redis";

/** Where sign-ins are kept, and how to let go of it. */
export interface TokenStore {
  readonly store: RefreshStore;
  close(): void;
}

/**
 * Opens a store by its place: `redis://…`, or a file of SQLite's.
 *
 * @throws Error that names the place, without the password in it, where it cannot be reached.
 */
export async function openTokenStore(place: string): Promise<TokenStore> {
  try {
    return /^rediss?:\/\//i.test(place) ? await openRedis(place) : openFile(place);
  } catch (cause) {
    throw new Error(`Cannot open the store ${shown(place)}: ${cause instanceof Error ? reasonOf(cause) : "unknown"}.`, { cause });
  }
}

function openFile(file: string): TokenStore {
  const store = sqliteStore({ file });
  return { store, close: () => store.close() };
}

async function openRedis(url: string): Promise<TokenStore> {
  let isOpen = false;
  const reconnectStrategy = (retries: number) => isOpen && Math.min(retries * 50, 1_000);
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 2_000, reconnectStrategy } });
  client.on("error", (error: Error) => isOpen && console.error("Redis:", reasonOf(error)));
  await client.connect();
  isOpen = true;
  return { store: redisStore({ client }), close: () => client.destroy() };
}

function shown(place: string): string {
  return JSON.stringify(place.replace(/\/\/[^/]*@/, "//…@"));
}

/** A host with several addresses gives an error for each of them, and no words for all. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return (first?.message ?? error.message).replace(/\.$/, "");
}
