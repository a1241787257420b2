import type { Reply } from "@ampoule/core/adapter";
import type { Context } from "hono";
import type { StatusCode } from "hono/utils/http-status";

/** Makes the response of a finished answer. */
export function responseTo(reply: Reply, context: Context): Response {
  const prepared = context.body(null);
  return isBlank(prepared, reply) ? plainResponse(reply) : preparedResponse(reply, prepared, context);
}

/** Whether nothing was said of the answer before: then it needs none of Hono's own making, which costs more than the rest of a request. */
function isBlank(prepared: Response, { status }: Reply): boolean {
  return (status !== undefined || prepared.status === 200) && prepared.headers.keys().next().done === true;
}

function plainResponse({ status = 200, headers, defaults, body }: Reply): Response {
  return new Response(body === "" ? null : body, { status, headers: { ...defaults, ...headers } });
}

/** What the handler, or middleware before it, has set stays; what the answer itself says takes the place of that. */
function preparedResponse({ status, headers, defaults = {}, body }: Reply, prepared: Response, context: Context): Response {
  for (const name of Object.keys(headers)) context.header(name, undefined);
  const missing = Object.entries(defaults).filter(([name]) => !prepared.headers.has(name));
  return context.newResponse(body === "" ? null : body, status as StatusCode | undefined, { ...Object.fromEntries(missing), ...headers });
}

/** @hono/node-server keeps a response that nobody has read in its parts: to ask it for its body would cost more than the rest of a request. */
function isKeptInParts(response: Response): boolean {
  return Object.getOwnPropertySymbols(response).some(({ description }) => description === "cache");
}

/** Sets fields that a response lacks. One from elsewhere may be immutable: then a copy takes them. */
export function withHeaders(response: Response, fields: Reply["headers"]): Response {
  if (!isKeptInParts(response) && response.bodyUsed) throw new TypeError("A handler returned a response whose body was read before.");
  const missing = Object.entries(fields).filter(([name]) => !response.headers.has(name));
  try {
    for (const [name, value] of missing) response.headers.set(name, value);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    for (const [name, value] of missing) copy.headers.set(name, value);
    return copy;
  }
}
