import { bearer, provider, REQUEST, type RequestView } from "@ampoule/core";
import type { Json } from "../format/json.js";
import { HttpError } from "../http-error.js";
import type { Application } from "./application.js";

const token = bearer((text) => text);

/** The number that a query parameter has to be. */
const limit = provider({}, (_, { request }) => ({ limit: integer(["query", "limit"], request.query("limit")[0]) }));

/** What an application complains about where its own parameters are wrong, beside what Ampoule asks for. */
export const errorPriority: Application = ({ secure, route }) => {
  const create = secure({ token, request: REQUEST }, async ({ request }) => {
    const problems = [...queryProblems(request), ...bodyProblems(await request.body())];
    if (problems.length > 0) throw new HttpError(422, problems);
    return { ok: true };
  });
  const late = secure({ limit, token }, () => ({ ok: true }));
  const item = secure({ token, request: REQUEST }, ({ request }) => {
    const id = integer(["path", "item_id"], lastSegment(request));
    return { ok: true, id };
  });
  route("POST", "/items", create);
  route("GET", "/late", late);
  route("GET", "/items/:item_id", item);
};

function lastSegment({ url }: RequestView): string {
  return url.split("?", 1)[0]?.split("/").at(-1) ?? "";
}

function integer(loc: readonly string[], text: string | undefined): number {
  if (text === undefined) throw new HttpError(422, [missing(loc)]);
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  const msg = "Input should be a valid integer, unable to parse string as an integer";
  throw new HttpError(422, [{ type: "int_parsing", loc, msg, input: text }]);
}

function queryProblems(request: RequestView): Json[] {
  return request.query("q").length === 0 ? [missing(["query", "q"])] : [];
}

function bodyProblems(body: Uint8Array | undefined): Json[] {
  if (body === undefined || body.byteLength === 0) return [missing(["body"])];
  try {
    return nameProblems(JSON.parse(new TextDecoder().decode(body)) as Json);
  } catch (error) {
    return [jsonProblem(error instanceof Error ? error.message : "")];
  }
}

function nameProblems(input: Json): Json[] {
  const { name } = Object(input) as { readonly name?: Json };
  if (name === undefined) return [missing(["body", "name"], input)];
  return typeof name === "string"
    ? []
    : [{ type: "string_type", loc: ["body", "name"], msg: "Input should be a valid string", input: name }];
}

/** FastAPI repeats what its parser says. This one says the same things in other words. */
function jsonProblem(message: string): Json {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  const delimiter = /Expected (?:','|(':'))/.exec(message);
  const error = message.includes("property name")
    ? "Expecting property name enclosed in double quotes"
    : delimiter === null
      ? "Expecting value"
      : `Expecting ${delimiter[1] ?? "','"} delimiter`;
  return { type: "json_invalid", loc: ["body", position], msg: "JSON decode error", input: {}, ctx: { error } };
}

function missing(loc: readonly string[], input: Json = null): Json {
  return { type: "missing", loc, msg: "Field required", input };
}
