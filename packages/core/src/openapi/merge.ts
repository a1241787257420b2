import { ConfigurationError } from "../contract/errors.js";
import type { JsonObject, OpenApiDocument } from "./document.js";
import { isSameJson } from "./same.js";

type Components = Readonly<Record<string, JsonObject>>;

/** Adds components to those of a document. @throws ConfigurationError where it has another one of the same name. */
export function withComponents({ components: existing = {} }: OpenApiDocument, added: Components): Components {
  const merged: Record<string, JsonObject> = { ...existing };
  for (const [section, named] of Object.entries(added)) {
    for (const [name, component] of Object.entries(named)) requireSame(section, name, ownOf(existing[section], name), component);
    merged[section] = { ...named, ...existing[section] };
  }
  return merged;
}

/** Names of components may be those of a prototype's members. */
function ownOf(named: JsonObject | undefined, name: string): unknown {
  return named !== undefined && Object.hasOwn(named, name) ? named[name] : undefined;
}

/** What a component is called in prose, its author may decide. */
function requireSame(section: string, name: string, existing: unknown, component: unknown): void {
  if (existing === undefined || isSameJson(withoutProse(existing), withoutProse(component))) return;
  throw new ConfigurationError(
    "openapi_conflict",
    `The document's components.${section}.${name} is ${JSON.stringify(existing)}, but Ampoule's is ${JSON.stringify(component)}: ${
      section === "securitySchemes"
        ? "correct it or take it out of the document, or give the scheme another schemeName"
        : "rename the document's"
    }.`,
  );
}

function withoutProse(component: unknown): unknown {
  const { description: _, ...rest } = component as JsonObject;
  return rest;
}
