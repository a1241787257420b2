import type { OpenedStore } from "@ampoule/accounts";
import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { redisStore } from "./redis-store.js";

/** Milliseconds to wait for the first connection, and at most between two attempts to get it back. */
const [patience, pause] = [5_000, 2_000];

/**
 * Opens the store at an address, for those who have nothing else: `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS.
 *
 * One connection, of its own; it is looked for again when it is lost, and meanwhile every question is an `UnavailableError`. For a cluster, for certificates, and to hear of
 * lost connections, make the client yourself: `redisStore({ client })`.
 *
 * @throws ConfigurationError on another address; UnavailableError where nobody answers at first, or the password is wrong.
 * @example
 * ```ts
 * await using store = await openStore("rediss://app:…@redis.internal:6379");
 * ```
 */
export async function openStore(address: string): Promise<OpenedStore> {
  const client = await connected(address);
  const store = redisStore({ client });
  const now = async (): Promise<number> => {
    const [seconds, micros] = await client.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  };
  return Object.assign(store, { now, [Symbol.asyncDispose]: () => Promise.resolve(client.destroy()) });
}

/** Fails at first where nobody answers, and tries for ever afterwards. */
async function connected(url: string) {
  const { hostname = "", pathname = "" } = URL.parse(url) ?? {};
  // Without a host, the client would take this machine.
  if (!/^rediss?:\/\//.test(url) || hostname === "" || !/^\/?\d*$/.test(pathname)) {
    throw new ConfigurationError(
      "invalid_option",
      "The address of a Redis store is redis://host:6379, with /1 behind it for another database; rediss:// for TLS.",
    );
  }
  const { createClient } = await import("redis");
  let wasReady = false;
  const reconnectStrategy = (attempts: number) => wasReady && Math.min(attempts * 50, pause);
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: patience, reconnectStrategy } });
  // Without a listener, a lost connection would end the process; whoever asks the store hears of it.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    client.destroy();
    throw new UnavailableError("Redis did not let this process in.", { cause });
  }
  wasReady = true;
  return client;
}
