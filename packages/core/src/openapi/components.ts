import { ConfigurationError } from "../contract/errors.js";
import type { RefusalCode } from "../contract/refusal.js";
import type { Scheme } from "../contract/scheme.js";
import type { JsonObject } from "./document.js";
import { isSameJson } from "./same.js";

const codes: readonly RefusalCode[] = [
  "not_authenticated",
  "invalid_credentials",
  "invalid_request",
  "content_too_large",
  "unsupported_media_type",
  "unprocessable_content",
  "insufficient_scope",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "too_many_requests",
  "cross_site",
  "https_required",
  "unavailable",
];
const text = { type: "string" };

const problem = {
  type: "object",
  description: "A refusal (RFC 9457).",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string", const: "about:blank" },
    title: text,
    status: { type: "integer" },
    detail: text,
    code: { type: "string", enum: codes },
  },
};
const problemContent = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

function refusal(description: string, challenges: string, withBody: boolean): JsonObject {
  const headers = { "WWW-Authenticate": { description: challenges, schema: text } };
  return { description, headers, ...(withBody && { content: problemContent }) };
}

/** The answers that refuse, by their names among the components. */
export const refusals = {
  "401": "NotAuthenticated",
  "403": "NotPermitted",
} as const;

/** What every secured operation refers to. An application that renders its own bodies gets none described. */
export function refusalComponents(withBody: boolean): Readonly<Record<string, JsonObject>> {
  const responses = {
    [refusals["401"]]: refusal("The credentials are missing or bad.", "One challenge for each scheme that would help.", withBody),
    [refusals["403"]]: refusal(
      "The caller is known, and not allowed; or another site sent the request.",
      "Where a scope is missing: which ones are needed.",
      withBody,
    ),
  };
  return withBody ? { schemas: { Problem: problem }, responses } : { responses };
}

const componentName = /^[\w.-]+$/;

/** Each scheme's object under its name. @throws ConfigurationError where two that differ have one name, or the name cannot stand in a document. */
export function securitySchemes(schemes: readonly Scheme[]): JsonObject {
  const found = new Map<string, Scheme>();
  for (const scheme of new Set(schemes)) {
    const known = found.get(scheme.name) ?? scheme;
    if (!componentName.test(scheme.name)) throw new ConfigurationError("openapi_conflict", unwritable(scheme));
    if (!isSameJson(known.openapi, scheme.openapi)) throw new ConfigurationError("openapi_conflict", collision(known, scheme));
    found.set(scheme.name, known);
  }
  return Object.fromEntries([...found].map(([name, { openapi }]) => [name, openapi]));
}

function unwritable({ name }: Scheme): string {
  return `OpenAPI takes letters, digits, ".", "_" and "-" in the name of a scheme: give ${JSON.stringify(name)} another schemeName.`;
}

function collision(one: Scheme, other: Scheme): string {
  const objects = [one, other].map(({ openapi }) => JSON.stringify(openapi)).join(" and ");
  return `Two schemes that differ are called ${JSON.stringify(one.name)}: ${objects}. Give one of them a schemeName of its own.`;
}
