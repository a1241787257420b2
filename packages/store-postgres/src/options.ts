import { ConfigurationError } from "@ampoule/core";
import { Database } from "./database.js";
import type { PostgresPool } from "./postgres-pool.js";
import { Tables } from "./tables.js";

/** Where something is kept in PostgreSQL. The same for the tables and for what uses them. */
export interface PostgresOptions {
  /** A `Pool` of `pg` 8, over the primary, with a listener for its errors. Its connections are yours to end. */
  readonly pool: PostgresPool;
  /** The schema of the tables, which has to be there: a lower-case name of at most 40 characters. Default: `"public"`. */
  readonly schema?: string;
  /** What the names of tables begin with: a lower-case name of at most 40 characters. Default: `"ampoule"`. */
  readonly prefix?: string;
  /** Milliseconds for one question, the wait for a connection included, 1 to 60,000. Default: 2,000. */
  readonly timeout?: number;
}

/** A database, and what its tables are called. */
export interface Place {
  readonly database: Database;
  readonly tables: Tables;
}

/** @throws ConfigurationError on what is no pool, a pool without a listener, a name out of form, or a time-out out of range. */
export function placeIn(owner: string, { pool, schema = "public", prefix = "ampoule", timeout = 2_000 }: PostgresOptions): Place {
  if (typeof pool?.connect !== "function") throw invalid(owner, "needs a Pool of pg, as { pool }");
  if (pool.listenerCount?.("error") === 0) {
    throw invalid(owner, 'needs a pool with a listener, or the process ends with a connection: pool.on("error", log)');
  }
  for (const [what, name] of Object.entries({ schema, prefix })) {
    if (!isName(name)) throw invalid(owner, `needs a ${what} of lower-case letters, digits and _, which begins with a letter`);
  }
  if (!(Number.isSafeInteger(timeout) && timeout >= 1 && timeout <= 60_000)) {
    throw invalid(owner, "needs a timeout in milliseconds, 1 to 60,000");
  }
  return { database: new Database(pool, timeout), tables: new Tables(schema, prefix) };
}

/** Names stand in statements as they are: nothing that could end one gets in. PostgreSQL cuts them after 63 bytes. */
function isName(name: unknown): boolean {
  return typeof name === "string" && /^[a-z][a-z0-9_]{0,39}$/.test(name);
}

function invalid(owner: string, message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `${owner} ${message}.`);
}
