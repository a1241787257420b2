import type { RequestView } from "@ampoule/core";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A refusal that says what is wrong with a request (RFC 9457). */
export function problem(status: number, title: string, detail: string): Response {
  const body = JSON.stringify({ type: "about:blank", title, status, detail });
  return new Response(body, {
    status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store" },
  });
}

/** The fields of a JSON object body, or the refusal. */
export async function readJson(request: RequestView): Promise<Readonly<Record<string, unknown>> | Response> {
  const text = await readText(request);
  if (typeof text !== "string") return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  return problem(400, "Bad Request", "The body is not a JSON object.");
}

async function readText(request: RequestView): Promise<string | Response> {
  const [declared, ...more] = request.header("content-type");
  if (more.length > 0 || declared?.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    return problem(415, "Unsupported Media Type", "Send application/json.");
  }
  const bytes = await request.body(10_000);
  if (bytes === undefined) return problem(413, "Content Too Large", "Send at most 10,000 bytes.");
  try {
    return utf8.decode(bytes);
  } catch {
    return problem(400, "Bad Request", "The body is not UTF-8.");
  }
}
