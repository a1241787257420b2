import { ConfigurationError } from "../contract/errors.js";
import { isOutcome, type Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { readClient, type Client } from "./client.js";
import { invalidForm, readFields, type Fields } from "./fields.js";

/** A form, and the client that sent it, named in the header or in the form. */
export interface ReadForm<N extends string> {
  readonly fields: Fields<N>;
  readonly client: Client;
}

export const clientFields = ["client_id", "client_secret"] as const;
type ClientField = (typeof clientFields)[number];

/** Reads a form and its client, who may say who it is in one place only (RFC 6749 section 2.3). */
export async function readForm<N extends string>(
  request: RequestView,
  names: readonly N[],
  limit: number,
): Promise<ReadForm<N> | Rejected> {
  const inHeader = readClient(request);
  if (isOutcome(inHeader)) return inHeader;
  const fields = await readFields<N | ClientField>(request, [...names, ...clientFields], limit);
  if (isOutcome(fields)) return fields;
  if (inHeader !== undefined && clientFields.some((name) => fields.has(name))) {
    return invalidForm("The client credentials are in the header and in the body");
  }
  return { fields, client: inHeader ?? clientIn(fields) };
}

/** Reads a form alone, where it is not the form that says who asks. */
export async function readFormOfAnybody<N extends string>(
  request: RequestView,
  names: readonly N[],
  limit: number,
): Promise<ReadForm<N> | Rejected> {
  const fields = await readFields(request, names, limit);
  return isOutcome(fields) ? fields : { fields, client: { clientId: null, clientSecret: null } };
}

function clientIn(fields: Fields<ClientField>): Client {
  return { clientId: fields.get("client_id") ?? null, clientSecret: fields.get("client_secret") ?? null };
}

/** What a form may have, in bytes. */
export const defaultLimit = 65_536;

/** @throws ConfigurationError on a limit that is none. */
export function requireLimit(name: string, limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  throw new ConfigurationError("invalid_option", `${name} has a limit that is not a whole number of bytes from 1.`);
}
