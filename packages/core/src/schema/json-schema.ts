import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

/** OpenAPI 3.1 describes bodies in it. */
const options: StandardJSONSchemaV1.Options = { target: "draft-2020-12" };

/** What a schema says of itself, for documents: of its input, as a client sends it. An object, where its library cannot say. */
export function jsonSchemaOf(schema: StandardSchemaV1): Readonly<Record<string, unknown>> {
  try {
    const standard: StandardSchemaV1.Props & Partial<StandardJSONSchemaV1.Props> = schema["~standard"];
    const { $schema: _, ...described } = standard.jsonSchema?.input(options) ?? { type: "object" };
    return described;
  } catch {
    return { type: "object" };
  }
}
