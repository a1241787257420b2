import type { Reply } from "@ampoule/core/adapter";
import type { Context } from "hono";
import type { StatusCode } from "hono/utils/http-status";

/** What @hono/node-server keeps of a response that nobody has read: its status, body and fields. */
type Parts = readonly [status: unknown, body: unknown, fields: unknown];

/** Where it keeps them; found with the first response that has any. */
let partsKey: symbol | undefined;

/** To ask a response that is kept in parts for its body or fields would cost more than the rest of a request. */
function partsOf(response: Response): Parts | undefined {
  partsKey ??= Object.getOwnPropertySymbols(response).find(({ description }) => description === "cache");
  const parts = partsKey === undefined ? undefined : (response as Response & Record<symbol, unknown>)[partsKey];
  return Array.isArray(parts) ? (parts as [unknown, unknown, unknown]) : undefined;
}

/** Makes the response of a finished answer. */
export function responseTo(reply: Reply, context: Context): Response {
  const prepared = context.body(null);
  return isBlank(prepared, reply) ? plainResponse(reply) : preparedResponse(reply, prepared, context);
}

/** Whether nothing was said of the answer before: then it needs none of Hono's own making, which costs more than the rest of a request. */
function isBlank(prepared: Response, { status }: Reply): boolean {
  const parts = partsOf(prepared);
  const isPlain = parts === undefined ? prepared.headers.keys().next().done === true : parts.length === 3 && parts[2] === undefined;
  return isPlain && (status !== undefined || prepared.status === 200);
}

/** Other versions of @hono/node-server write into the fields that they are given: those of a route are copied. */
function plainResponse({ status = 200, headers, defaults, whole, body }: Reply): Response {
  return new Response(body === "" ? null : body, { status, headers: whole === undefined ? { ...defaults, ...headers } : { ...whole } });
}

/** What the handler, or middleware before it, has set stays; what the answer itself says takes the place of that. */
function preparedResponse({ status, headers, defaults = {}, body }: Reply, prepared: Response, context: Context): Response {
  for (const name of Object.keys(headers)) context.header(name, undefined);
  const missing = Object.entries(defaults).filter(([name]) => !prepared.headers.has(name));
  return context.newResponse(body === "" ? null : body, status as StatusCode | undefined, { ...Object.fromEntries(missing), ...headers });
}

/**
 * Whether a response has a field. As long as nobody has asked for its fields, they may still be the record that it was made of: one that says its type, since
 * @hono/node-server gives others theirs only when it is asked for them.
 */
function has(response: Response, name: string): boolean {
  const fields = partsOf(response)?.[2];
  return (isTypedRecord(fields) && Object.hasOwn(fields, name)) || response.headers.has(name);
}

function isTypedRecord(fields: unknown): fields is object {
  return typeof fields === "object" && fields !== null && Object.hasOwn(fields, "Content-Type");
}

/** Sets fields that a response lacks. One from elsewhere may be immutable: then a copy takes them. */
export function withHeaders(response: Response, fields: Reply["headers"]): Response {
  if (partsOf(response) === undefined && response.bodyUsed)
    throw new TypeError("A handler returned a response whose body was read before.");
  const missing = Object.entries(fields).filter(([name]) => !has(response, name));
  try {
    for (const [name, value] of missing) response.headers.set(name, value);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    for (const [name, value] of missing) copy.headers.set(name, value);
    return copy;
  }
}
