import { STATUS_CODES } from "node:http";
import type { ThrowSpec } from "./format/graph.js";
import type { Json } from "./format/json.js";

/** What the applications of the cases throw where FastAPI's would throw its `HTTPException`; their error handlers answer with it. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly detail: Json = STATUS_CODES[status] ?? "",
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
    this.headers = headers;
  }
}

/** The error that a case asks for: an HTTP error, or any other one. */
export function errorOf({ status, detail, headers }: ThrowSpec): Error {
  return status === undefined ? new Error("an error of the application") : new HttpError(status, detail, headers);
}

/** How an application answers what reached its error handler. */
export interface ErrorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export function replyTo(fault: unknown): ErrorReply {
  const { status, detail, headers } = fault instanceof HttpError ? fault : new HttpError(500);
  const body = status === 204 || status === 304 ? null : JSON.stringify({ detail });
  return { status, headers: { ...(body !== null && { "Content-Type": "application/json" }), ...headers }, body };
}
