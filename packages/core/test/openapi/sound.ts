import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "vitest";
import type { JsonObject, OpenApiDocument, OpenApiOperation } from "../../src/openapi/index.js";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** Every operation, with the path and the method that it has in the document. */
export function operationsOf({ paths = {} }: OpenApiDocument): { path: string; method: string; operation: OpenApiOperation }[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] === undefined ? [] : [{ path, method, operation: item[method] }])),
  );
}

/** Holds a document against the official schema, by a validator that nobody here wrote, and against what the schema cannot say. */
export async function expectSound(document: OpenApiDocument): Promise<void> {
  const { valid, errors } = await new Validator().validate(structuredClone(document) as Record<string, unknown>);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expectResolved(document);
  expectSchemesNamed(document);
  expectParametersDeclared(document);
  const shapes = Object.keys(document.paths ?? {}).map((path) => path.replace(/\{[^}]*\}/g, "{}"));
  expect(new Set(shapes).size).toBe(shapes.length);
  const ids = operationsOf(document).flatMap(({ operation }) => operation.operationId ?? []);
  expect(new Set(ids).size).toBe(ids.length);
}

function expectResolved(document: OpenApiDocument): void {
  for (const [, pointer = ""] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]*)"/g)) {
    const found = pointer.split("/").reduce<unknown>((part, key) => (part as JsonObject | undefined)?.[key], document);
    expect(found, pointer).toBeDefined();
  }
}

function expectSchemesNamed(document: OpenApiDocument): void {
  const known = Object.keys(document.components?.["securitySchemes"] ?? {});
  const used = [document.security ?? [], ...operationsOf(document).map(({ operation }) => operation.security ?? [])].flat();
  for (const name of used.flatMap((one) => Object.keys(one))) expect(known).toContain(name);
}

function expectParametersDeclared(document: OpenApiDocument): void {
  for (const { path, method, operation } of operationsOf(document)) {
    const listed = [...(document.paths?.[path]?.parameters ?? []), ...(operation.parameters ?? [])];
    const inPath = listed.filter((one) => one["in"] === "path").map(({ name }) => String(name));
    const named = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
    if (listed.every((one) => one["$ref"] === undefined)) expect(inPath.toSorted(), `${method} ${path}`).toEqual(named.toSorted());
  }
}
