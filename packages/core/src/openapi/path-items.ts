import { ConfigurationError } from "../contract/errors.js";
import type { JsonObject, OpenApiDocument, OpenApiOperation, OpenApiPathItem } from "./document.js";

/** What the document has, completed by what is described. The document's own words win; parameters that are listed already are left as they are. */
export function completed(
  document: OpenApiDocument,
  { parameters: shared = [] }: OpenApiPathItem,
  described: OpenApiOperation,
  existing: OpenApiOperation = {},
): OpenApiOperation {
  const own = existing.parameters ?? [];
  const listed = [...shared, ...own].map((one) => nameIn(document, one));
  const parameters = [...own, ...(described.parameters ?? []).filter((one) => !listed.includes(nameIn(document, one)))];
  const { parameters: _, ...merged } = { ...described, ...existing };
  return { ...merged, ...(parameters.length > 0 && { parameters }) };
}

/** What tells parameters apart: where they are, and their names. References into the document's own components are followed. */
function nameIn({ components }: OpenApiDocument, parameter: JsonObject): string {
  const [, section = "", name = ""] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(String(parameter["$ref"])) ?? [];
  const found = (components?.[section]?.[name] ?? parameter) as JsonObject;
  return `${String(found["in"])} ${String(found["name"])}`;
}

/** @throws ConfigurationError where a path item stands elsewhere, so that nothing can be added to it. */
export function requireInline(path: string, { $ref }: OpenApiPathItem): void {
  if ($ref === undefined) return;
  throw new ConfigurationError(
    "openapi_conflict",
    `The document's path ${path} refers to ${JSON.stringify($ref)}: bundle the document first.`,
  );
}
