import { ConfigurationError } from "../contract/errors.js";
import type { JsonObject } from "./document.js";
import type { DocumentedRoute } from "./documented-route.js";
import type { PathParameter, PathTemplate } from "./templates.js";

/** A template whose parameters are called as the document calls them. */
export interface NamedTemplate extends PathTemplate {
  readonly names: readonly string[];
}

/** The parameters of an operation: those of its path, completed by what is said of them, then the others that are described. */
export function parametersOf({ parameters, names }: NamedTemplate, described: readonly JsonObject[] = []): readonly JsonObject[] {
  const own = parameters.map((parameter, index) => ({
    ...pathParameter(parameter),
    ...described.find((one) => isInPath(one) && one["name"] === parameter.name),
    name: names[index] ?? parameter.name,
  }));
  return [...own, ...described.filter((one) => !isInPath(one))];
}

function pathParameter({ name, pattern, isRest }: PathParameter): JsonObject {
  const schema = { type: "string", ...(pattern !== undefined && { pattern: `^(?:${pattern})$` }) };
  return { name, in: "path", required: true, ...(isRest && { description: "May hold several segments." }), schema };
}

const isInPath = (parameter: JsonObject): boolean => parameter["in"] === "path";

/** @throws ConfigurationError where a path parameter is described that no way of writing the path has. */
export function requireKnownParameters({ method, path, description }: DocumentedRoute, templates: readonly PathTemplate[]): void {
  const known = templates.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  const strange = description.parameters?.find((one) => isInPath(one) && !known.includes(String(one["name"])));
  if (strange === undefined) return;
  throw new ConfigurationError(
    "openapi_conflict",
    `${method} ${path} is described with the path parameter ${JSON.stringify(strange["name"])}, which its pattern does not have.`,
  );
}
