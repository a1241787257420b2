import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Context } from "../contract/context.js";
import { isOutcome, type Rejected } from "../contract/outcome.js";
import { makeProvider, type ResourceValue } from "../contract/provider.js";
import type { JsonObject } from "../http/strict-json.js";
import { defaultLimit, requireLimit } from "./read-form.js";
import { readJson, refuse } from "./read-json.js";
import { bodyBySchema, type SchemaBodyOptions } from "./schema-body.js";

/** What was sent as JSON. It shows nothing of itself in logs, `JSON.stringify` and copies. */
export class JsonBody<T extends string = string, V extends string = string> {
  readonly #members: JsonObject;

  /** @internal */
  constructor(members: JsonObject) {
    this.#members = members;
  }

  /** A member that is text, and not empty. */
  text(name: T): string {
    return String(this.#members[name]);
  }

  /** A member of whatever kind, frozen all the way down; `undefined` where it was not sent. Nobody checked it. */
  value(name: V): unknown {
    return this.#members[name];
  }
}

/** What {@link jsonBody} can be told. */
export interface JsonBodyOptions<T extends string, V extends string> {
  /** The members that have to be there, as text that is not empty. */
  readonly texts: readonly T[];
  /** The members that may be there, whatever they are: yours to check. Default: none. */
  readonly values?: readonly V[];
  /** Bytes that the body may have, a whole number from 1. Default: 65,536. */
  readonly limit?: number;
}

/**
 * The body of a JSON endpoint of yours: one object with the members that you name, and no others; or whatever a schema makes of one object.
 *
 * Reads strictly: exactly one `Content-Type`, which is `application/json` in UTF-8, or 415, so that no page of another site can send it without being asked; up to a size, or
 * 413; one object without a member that comes twice, that is unknown, or that is no text where text is wanted, or 400. What stands in the URL is not read. The refusals are problem
 * documents that name the member, never its value.
 *
 * With a `schema` of zod, valibot, ArkType or another library that speaks Standard Schema 1, the object goes to that, frozen and without a prototype, and the handler gets what comes out. What the schema would not take is 422
 * `unprocessable_content`, which names the members and says none of its messages. Members that nobody knows are the schema's affair: most leave them out, strict ones refuse.
 *
 * It decides over nobody, and does not check what a text says, nor the members in `values`. A body that was already read, by a body parser mounted above, is a fault: mount the parser below this route.
 *
 * @throws ConfigurationError on a limit that is no such number, and on what is no schema.
 * @example
 * ```ts
 * const body = jsonBody({ texts: ["text"], values: ["tags"] });
 * app.post("/notes", secure({ me: currentUser, body }, ({ me, body }) => notes.add(me, body.text("text"))));
 *
 * const note = jsonBody({ schema: z.strictObject({ text: z.string().max(500), tags: z.array(z.string()).optional() }) });
 * app.post("/notes", secure({ me: currentUser, note }, ({ me, note }) => notes.add(me, note.text)));
 * ```
 */
export function jsonBody<const S extends StandardSchemaV1>(options: SchemaBodyOptions<S>): ResourceValue<StandardSchemaV1.InferOutput<S>>;
export function jsonBody<const T extends string, const V extends string = never>(
  options: JsonBodyOptions<T, V>,
): ResourceValue<JsonBody<T, V>>;
export function jsonBody(options: SchemaBodyOptions<StandardSchemaV1> | JsonBodyOptions<string, string>): ResourceValue<unknown> {
  requireLimit("jsonBody", options.limit ?? defaultLimit);
  return "schema" in options ? bodyBySchema(options) : bodyByNames(options);
}

function bodyByNames(options: JsonBodyOptions<string, string>): ResourceValue<JsonBody> {
  const { texts, values = [], limit = defaultLimit } = options;
  const members = { texts: new Set<string>(texts), values: new Set<string>(values) };
  const run = async (_: object, { request }: Context) => {
    const read = await readJson(request, limit);
    return isOutcome(read) ? read : (problemIn(read, members) ?? new JsonBody(read));
  };
  const openapi = { requestBody: requestBodyOf(texts, values) };
  return makeProvider({ kind: "function", needs: {}, run, name: "jsonBody", openapi, passesOn: true });
}

interface Members {
  readonly texts: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

function problemIn(read: JsonObject, { texts, values }: Members): Rejected | undefined {
  const unknown = Object.keys(read).find((name) => !texts.has(name) && !values.has(name));
  if (unknown !== undefined) return refuse(400, `The member ${JSON.stringify(unknown.slice(0, 64))} is not read here`);
  for (const name of texts) {
    const member = read[name];
    if (member === undefined || member === "") return refuse(400, `${name} is missing`);
    if (typeof member !== "string") return refuse(400, `${name} has to be text`);
  }
  return undefined;
}

function requestBodyOf(texts: readonly string[], values: readonly string[]): Readonly<Record<string, unknown>> {
  const properties = Object.fromEntries([
    ...texts.map((name) => [name, { type: "string", minLength: 1 }]),
    ...values.map((name) => [name, {}]),
  ]);
  const schema = { type: "object", required: [...texts], properties, additionalProperties: false };
  return { required: true, content: { "application/json": { schema } } };
}
