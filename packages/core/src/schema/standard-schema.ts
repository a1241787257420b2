import type { StandardSchemaV1 } from "@standard-schema/spec";
import { ConfigurationError } from "../contract/errors.js";

/** What {@link readBySchema} comes to: what the schema made of the value, or the names of what it would not take. */
export type SchemaReading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly names: readonly string[] };

/** So many names are told, and so much of each, whatever it is nested in: a client chooses some of them. */
const most = 8;
const longest = 64;

/** Whether `value` is a schema of zod, valibot, ArkType or another library that speaks Standard Schema 1. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject || !("~standard" in value)) return false;
  const standard: unknown = value["~standard"];
  return typeof standard === "object" && standard !== null && "version" in standard && standard.version === 1 && "validate" in standard;
}

/** @throws ConfigurationError on what is no schema. */
export function requireSchema(owner: string, schema: unknown): void {
  if (isStandardSchema(schema)) return;
  throw new ConfigurationError(
    "invalid_option",
    `${owner} takes a schema that speaks Standard Schema 1, such as those of zod, valibot and ArkType.`,
  );
}

/**
 * Reads a value by a schema of any library that speaks Standard Schema 1, whether it answers at once or later.
 *
 * Of what the schema would not take, only the names are left: `"address.street"`, each once, 8 at most of 64 characters; none for the value as a whole. Its messages are not handed on, since libraries and their users write values into them.
 *
 * It does not check what the schema lets through, nor how long it takes. What the schema throws is thrown on.
 *
 * @example
 * ```ts
 * const read = await readBySchema(z.object({ page: z.coerce.number().int() }), { page: request.query("page")[0] });
 * ```
 */
export async function readBySchema<const S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): Promise<SchemaReading<StandardSchemaV1.InferOutput<S>>> {
  const result = await schema["~standard"].validate(value);
  return result.issues
    ? { ok: false, names: namesOf(result.issues) }
    : { ok: true, value: result.value as StandardSchemaV1.InferOutput<S> };
}

function namesOf(issues: readonly StandardSchemaV1.Issue[]): readonly string[] {
  const names = issues.slice(0, 10 * most).map(({ path = [] }) => path.map(keyOf).join(".").slice(0, longest));
  return [...new Set(names)].filter((name) => name !== "").slice(0, most);
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === "object" ? segment.key : segment);
}
