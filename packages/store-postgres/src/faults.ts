import { UnavailableError } from "@ampoule/core";

/** Classes of SQLSTATE in which the statement was refused, and the connection is as good as before: data, constraints, races, names and rights, limits, locks, time-outs. */
const refusals = /^(?:(?:22|23|3F|40|42|54|55)[0-9A-Z]{3}|57014)$/;
/** serialization_failure, where the default isolation is stricter than PostgreSQL's own, and deadlock_detected. */
const lostRaces = /^40(?:001|P01)$/;
/** Names and rights: what no second attempt mends. */
const mistakes = /^(?:3F|42)[0-9A-Z]{3}$/;
const undefinedTable = "42P01";

/** Whether PostgreSQL refused a statement. Not by its severity, which is in the server's language. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && refusals.test(codeOf(error));
}

/** Whether a statement names what is not there, or what is not allowed. */
export function isMistake(error: unknown): error is Error {
  return error instanceof Error && mistakes.test(codeOf(error));
}

/** Whether a statement came to nothing since another one was quicker, and may be tried again. */
export function hasLostRace(error: unknown): boolean {
  return lostRaces.test(codeOf(error));
}

export function unavailable(cause: unknown): UnavailableError {
  const isMissing = codeOf(cause) === undefinedTable;
  const message = isMissing ? "PostgreSQL has no tables for the store: call createPostgresTables()." : "PostgreSQL did not answer.";
  return new UnavailableError(message, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
