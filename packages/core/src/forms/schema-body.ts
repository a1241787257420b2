import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Context } from "../contract/context.js";
import { granted, isOutcome, rejected } from "../contract/outcome.js";
import { makeProvider, type ResourceValue } from "../contract/provider.js";
import { jsonSchemaOf } from "../schema/json-schema.js";
import { readBySchema, requireSchema } from "../schema/standard-schema.js";
import { defaultLimit } from "./read-form.js";
import { readJson } from "./read-json.js";

/** What {@link jsonBody} can be told with a schema. */
export interface SchemaBodyOptions<S extends StandardSchemaV1> {
  /** What the object has to be, and is made into. */
  readonly schema: S;
  /** Bytes that the body may have, a whole number from 1. Default: 65,536. */
  readonly limit?: number;
}

export function bodyBySchema({ schema, limit = defaultLimit }: SchemaBodyOptions<StandardSchemaV1>): ResourceValue<unknown> {
  requireSchema("jsonBody()", schema);
  const run = async (_: object, { request }: Context) => {
    const sent = await readJson(request, limit);
    if (isOutcome(sent)) return sent;
    const read = await readBySchema(schema, sent);
    if (read.ok && read.value === undefined)
      throw new TypeError("The schema of a body made nothing of it: let it give what the handler is to be given.");
    if (read.ok) return granted(read.value as NonNullable<unknown>);
    return rejected("invalid_body", { problem: { status: 422, detail: detailOf(read.names) } });
  };
  const requestBody = { required: true, content: { "application/json": { schema: jsonSchemaOf(schema) } } };
  return makeProvider({ kind: "function", needs: {}, run, name: "jsonBody", openapi: { requestBody }, passesOn: true });
}

function detailOf(names: readonly string[]): string {
  if (names.length === 0) return "The body cannot be taken as it is";
  return `These members cannot be taken as they are: ${names.map((name) => JSON.stringify(name)).join(", ")}`;
}
