import type { DocumentExpectation, SchemeDocumentExpectation, SecuritySpec } from "../format/document.js";
import type { Json } from "../format/json.js";
import { bare } from "../graph/routes.js";
import { difference, lacking } from "./contains.js";

type JsonRecord = { readonly [name: string]: Json };

/** How a document differs from what is expected, line by line. */
export function documentDifferences(expected: DocumentExpectation, document: Json): string[] {
  const operations = Object.entries(expected.security).flatMap(([name, security]) => {
    const operation = operationOf(document, name);
    if (operation === undefined) return [difference(`the document's operation ${name}`, "one", undefined)];
    return [...securityDifferences(name, security, operation), ...codeDifferences(name, expected.responseCodes, operation)];
  });
  const global =
    at(document, "security") === undefined ? [] : [difference("security of the whole document", undefined, at(document, "security"))];
  return [...operations, ...global, ...schemeDifferences(expected.securitySchemes, at(document, "components", "securitySchemes"))];
}

/** The same for the body of a form's operation. */
export function bodyDifferences(name: string, expected: SchemeDocumentExpectation["requestBody"], document: Json): string[] {
  if (expected === undefined) return [];
  const { required, contentType, schema } = expected;
  const place = `requestBody of ${name}`;
  return lacking({ required, content: { [contentType]: { schema } } }, at(operationOf(document, name) ?? null, "requestBody"), place);
}

function operationOf(document: Json, name: string): Json | undefined {
  const [method = "", path = ""] = name.split(" ");
  const paths = at(document, "paths");
  const known = isRecord(paths) ? Object.keys(paths).find((one) => bare(one) === bare(path)) : undefined;
  return known === undefined ? undefined : at(paths ?? null, known, method.toLowerCase());
}

function securityDifferences(name: string, expected: SecuritySpec, operation: Json): string[] {
  const said = (at(operation, "security") ?? []) as Json;
  const text = (one: Json) => JSON.stringify(Object.entries(isRecord(one) ? one : {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const canonical = (list: Json) => (Array.isArray(list) ? (list as readonly Json[]).map(text).toSorted().join() : "");
  return canonical(expected ?? []) === canonical(said) ? [] : [difference(`security of ${name}`, expected, said)];
}

function codeDifferences(name: string, expected: readonly string[] | undefined, operation: Json): string[] {
  const responses = at(operation, "responses");
  const codes = isRecord(responses) ? Object.keys(responses).toSorted() : [];
  if (expected === undefined || expected.toSorted().join() === codes.join()) return [];
  return [difference(`response codes of ${name}`, expected, codes)];
}

function schemeDifferences(expected: Readonly<Record<string, Json>> | null, said: Json | undefined): string[] {
  const names = isRecord(said) ? Object.keys(said).toSorted() : [];
  const wanted = Object.keys(expected ?? {}).toSorted();
  if (names.join() !== wanted.join()) return [difference("the names of securitySchemes", wanted, names)];
  return expected === null ? [] : lacking(expected, said, "securitySchemes");
}

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value);
}

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
