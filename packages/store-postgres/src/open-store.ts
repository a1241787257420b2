import type { OpenedStore } from "@ampoule/accounts";
import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { postgresStore } from "./postgres-store.js";

/** Milliseconds for a connection, and for one statement on the server. */
const [patience, longest] = [5_000, 2_000];

/**
 * Opens the store at an address, for those who have nothing else: `postgres://[user:password@]host[:port]/database`, with what `pg` knows behind `?`, such as `sslmode`.
 *
 * A pool of its own, of ten connections. It makes no tables: `createPostgresTables` does. For a schema, a prefix, another pool, and to hear of lost connections, make the
 * pool yourself: `postgresStore({ pool })`.
 *
 * @throws ConfigurationError on another address; UnavailableError where nobody answers at first, or the password is wrong.
 * @example
 * ```ts
 * await using store = await openStore("postgres://app:…@postgres.internal/app?sslmode=verify-full");
 * ```
 */
export async function openStore(address: string): Promise<OpenedStore> {
  const pool = await poolOver(address);
  const now = async (): Promise<number> => {
    const { rows } = await pool.query<{ now: number }>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now");
    return rows[0]?.now ?? Number.NaN;
  };
  return Object.assign(postgresStore({ pool }), { now, [Symbol.asyncDispose]: () => pool.end() });
}

/** A pool that was answered once. */
async function poolOver(connectionString: string) {
  // Without a host, the client would take this machine.
  if (!/^postgres(?:ql)?:\/\//.test(connectionString) || (URL.parse(connectionString)?.hostname ?? "") === "") {
    throw new ConfigurationError("invalid_option", "The address of a PostgreSQL store is postgres://host/database.");
  }
  const { Pool } = await import("pg");
  const pool = new Pool({ connectionString, connectionTimeoutMillis: patience, statement_timeout: longest });
  // Without a listener, a lost connection would end the process; whoever asks the store hears of it.
  pool.on("error", () => undefined);
  try {
    await pool.query("SELECT 1");
    return pool;
  } catch (cause) {
    await pool.end();
    throw new UnavailableError("PostgreSQL did not let this process in.", { cause });
  }
}
