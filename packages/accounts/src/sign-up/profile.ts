import { ConfigurationError, isStandardSchema, readBySchema, type JsonBody } from "@ampoule/core";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { Patience } from "../patience.js";

/** Milliseconds, as for the users. */
const patience = new Patience(2_000, "schema of a profile");
const invalidMark: unique symbol = Symbol("invalid");

/** What a field of a profile cannot be. Made by {@link invalidField}. */
export interface InvalidField {
  readonly [invalidMark]: string;
}

/** Says that what was sent cannot be taken: 422 with these words, which are for the person who sent it. */
export function invalidField(detail: string): InvalidField {
  return { [invalidMark]: detail };
}

/** Makes a field of a profile out of what was sent, whatever that is; `undefined` where nothing was. Gives {@link invalidField} where it cannot. */
export type FieldReader<out T> = (value: unknown) => T | InvalidField;

/**
 * The fields that a registration may bring besides name and password, each with what reads it; together they make a `P`. There are no others, whatever is sent. What reads is a function, or a schema of zod, valibot, ArkType or another library
 * that speaks Standard Schema 1: it is given `undefined` where nothing was sent, and where it does not take that, the answer is 422 with the field's name and nothing of its messages. One that answers later is waited for, 2 seconds: then it is 503.
 */
export type ProfileFields<P> = { readonly [K in keyof P]: FieldReader<P[K]> | StandardSchemaV1<unknown, P[K]> };

/** What may be sent besides name and password. Where users have to have something, it cannot be left out. */
export type ProfileOption<P> = object extends P
  ? {
      /** What may be sent besides, each with what reads it. Default: nothing. */
      readonly profile?: ProfileFields<P>;
    }
  : {
      /** What may be sent besides, each with what reads it. */
      readonly profile: ProfileFields<P>;
    };

/** Members of users that no request may set. */
const own: ReadonlySet<string> = new Set([
  "id",
  "epoch",
  "revision",
  "isDisabled",
  "isLocked",
  "passwordHash",
  "password",
  "login",
  "__proto__",
]);

/** @throws ConfigurationError on a field that is not for a request to set. */
export function requireFields(fields: object, login: string): void {
  const wrong = Object.keys(fields).find((name) => own.has(name) || name === login);
  if (wrong === undefined) return;
  throw new ConfigurationError("invalid_option", `A profile cannot have a field ${JSON.stringify(wrong)}: no request sets that.`);
}

/** Reads every field, or says in words what is wrong with the first one that cannot be read. */
export async function readProfile<P>(fields: ProfileFields<P>, body: JsonBody<string, string>): Promise<P | InvalidField> {
  const profile: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries<FieldReader<unknown> | StandardSchemaV1>(fields)) {
    const sent = body.value(name);
    if (holdsNul(sent)) return cannotBeTaken([name]);
    const value = isStandardSchema(reader) ? await readField(name, reader, sent) : reader(sent);
    if (isInvalid(value)) return value;
    if (value !== undefined) profile[name] = value;
  }
  return profile as P;
}

async function readField(name: string, schema: StandardSchemaV1, sent: unknown): Promise<unknown> {
  const [asked] = await patience.ask(() => Promise.allSettled([readBySchema(schema, sent)]));
  if (asked.status === "rejected") throw asked.reason;
  const read = asked.value;
  if (read.ok) return read.value;
  return cannotBeTaken(read.names.length === 0 ? [name] : read.names.map((inner) => `${name}.${inner}`));
}

function cannotBeTaken(names: readonly string[]): InvalidField {
  return invalidField(`This cannot be taken as it is: ${names.join(", ")}.`);
}

/** PostgreSQL takes no text with U+0000 in it: whoever sent one would make the store fail. */
function holdsNul(sent: unknown): boolean {
  if (typeof sent === "string") return sent.includes("\0");
  return typeof sent === "object" && sent !== null && Object.entries(sent).some(([name, part]) => holdsNul(name) || holdsNul(part));
}

export function isInvalid(value: unknown): value is InvalidField {
  return typeof value === "object" && value !== null && invalidMark in value;
}

export function detailOf({ [invalidMark]: detail }: InvalidField): string {
  return detail;
}
