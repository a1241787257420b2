import { rejected, type Rejected, type RequestProblem } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { readMediaType } from "../http/media-type.js";
import { parseObject, type JsonObject } from "../http/strict-json.js";

/** The one object that a body is, or why it is none. */
export async function readJson(request: RequestView, limit: number): Promise<JsonObject | Rejected> {
  if (!isJson(request.header("content-type"))) return refuse(415, "The body has to be application/json, in UTF-8");
  const bytes = await request.body(limit);
  if (bytes === undefined) return refuse(413, `The body may have ${limit} bytes`);
  return parseObject(bytes) ?? refuse(400, "The body has to be one JSON object, without a member that comes twice");
}

function isJson(fields: readonly string[]): boolean {
  const [field = ""] = fields;
  const type = fields.length === 1 ? readMediaType(field) : undefined;
  return type?.essence === "application/json" && (type.parameters.get("charset") ?? "utf-8").toLowerCase() === "utf-8";
}

export function refuse(status: RequestProblem["status"], detail: string): Rejected {
  return rejected("malformed_body", { problem: { status, detail } });
}
