import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { isRefusal } from "./faults.js";
import { placeIn, type PostgresOptions } from "./options.js";

/**
 * Makes the tables and indexes that {@link postgresStore}, {@link postgresApiKeys} and {@link postgresCodes} use, where they are not there yet. Call it when the application starts, or deploys.
 *
 * All or nothing, as often as you like, also from many processes at once. The pool's role has to be allowed to create in the schema, and the schema has to be there.
 *
 * @throws ConfigurationError where PostgreSQL refuses (no such schema, no right to it), and on options that are out of form; UnavailableError where it does not answer.
 * @example
 * ```ts
 * await createPostgresTables({ pool });
 * ```
 */
export async function createPostgresTables(options: PostgresOptions): Promise<void> {
  const { database, tables } = placeIn("createPostgresTables()", { timeout: 60_000, ...options });
  try {
    await database.ask(tables.creation);
  } catch (error) {
    if (!(error instanceof UnavailableError) || !isRefusal(error.cause)) throw error;
    const message = `createPostgresTables() was refused by PostgreSQL: ${error.cause.message}. It needs a schema that is there, and the right to create in it.`;
    throw new ConfigurationError("invalid_option", message, { cause: error.cause });
  }
}
