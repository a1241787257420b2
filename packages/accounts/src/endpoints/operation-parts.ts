/** Pieces of operations, as OpenAPI 3.1 has them. */
export type Json = Readonly<Record<string, unknown>>;

export const text = { type: "string" };
export const secret = { ...text, format: "password" };
export const number = { type: "integer" };

/** An answer that is one JSON object. */
export function json(description: string, properties: Readonly<Record<string, Json>>, required: readonly string[]): Json {
  return { description, content: { "application/json": { schema: { type: "object", required, properties } } } };
}

/** A body that is one JSON object with these members and no others. */
export function jsonContent(required: readonly string[], properties: Readonly<Record<string, Json>>): Json {
  const schema = { type: "object", required, properties, additionalProperties: false };
  return { required: true, content: { "application/json": { schema } } };
}

/** An OAuth 2 error (RFC 6749 section 5.2). */
export const refused = (description: string): Json => json(description, { error: text, error_description: text }, ["error"]);

/** Tokens (RFC 6749 section 5.1). */
export const issued: Json = json(
  "Tokens",
  {
    access_token: text,
    token_type: { const: "Bearer" },
    expires_in: number,
    refresh_token: text,
    refresh_expires_in: number,
    scope: text,
  },
  ["access_token", "token_type", "expires_in"],
);

/** What is wrong with what was sent, or stands against it (RFC 9457). */
export function problem(description: string): Json {
  const properties = { type: text, title: text, status: number, detail: text, code: text };
  return { description, content: { "application/problem+json": { schema: { type: "object", properties } } } };
}

/** What every JSON endpoint may say of a body. */
export const bodyProblems: Readonly<Record<string, Json>> = {
  "400": problem("The body is malformed"),
  "413": problem("The body is too large"),
  "415": problem("The body is not application/json"),
};

export const done = (description: string): Json => ({ description });
