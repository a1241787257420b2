import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { isMistake } from "./faults.js";
import { placeIn, type PostgresOptions } from "./options.js";

/**
 * Makes the tables and indexes that {@link postgresStore}, {@link postgresApiKeys} and {@link postgresCodes} use, where they are not there yet. Call it when the application starts, or deploys.
 *
 * All or nothing, as often as you like, also from many processes at once. Where everything is there, it looks and does no more: nobody waits for that, and the pool's role need not be allowed
 * to create. Otherwise it has to be, and the schema has to be there. It looks at names only, and alters no table that is there. Without a `timeout` it waits a minute.
 *
 * @throws ConfigurationError where PostgreSQL refuses (no such schema, no right to it), and on options that are out of form; UnavailableError where it does not answer, or not in time.
 * @example
 * ```ts
 * await createPostgresTables({ pool });
 * ```
 */
export async function createPostgresTables(options: PostgresOptions): Promise<void> {
  const { database, tables } = placeIn("createPostgresTables()", { timeout: 60_000, ...options });
  try {
    if ((await database.write(tables.presence)) === 0) await database.ask(tables.creation);
  } catch (error) {
    if (!(error instanceof UnavailableError) || !isMistake(error.cause)) throw error;
    const message = `createPostgresTables() was refused by PostgreSQL: ${error.cause.message}. It needs a schema that is there, and the right to create in it.`;
    throw new ConfigurationError("invalid_option", message, { cause: error.cause });
  }
}
