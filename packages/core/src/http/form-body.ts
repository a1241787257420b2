import type { RequestView } from "../contract/request-view.js";
import { readMediaType } from "./media-type.js";

/** The fields of a form, in the order in which they were sent. */
export type FormEntries = readonly (readonly [name: string, value: string])[];
/** Reads a form out of its bytes; `undefined` where it is malformed, or not UTF-8. */
type FormParser = (bytes: Uint8Array) => Promise<FormEntries | undefined>;

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** How the body of a request is read as a form; `undefined` where it says that it is something else, or in another charset than UTF-8. */
export function formParserOf(request: RequestView): FormParser | undefined {
  const fields = request.header("content-type");
  const [field = ""] = fields;
  const type = fields.length === 1 ? readMediaType(field) : undefined;
  const charset = type?.parameters.get("charset")?.toLowerCase() ?? "utf-8";
  if (type === undefined || charset !== "utf-8") return undefined;
  if (type.essence === "application/x-www-form-urlencoded") return async (bytes) => readUrlEncoded(bytes);
  return type.essence === "multipart/form-data" ? (bytes) => readMultipart(bytes, field) : undefined;
}

/** The platform mends broken escapes and ill-formed UTF-8, in two ways; a credential has one spelling. */
function readUrlEncoded(bytes: Uint8Array): FormEntries | undefined {
  try {
    const text = utf8.decode(bytes);
    // It is there to throw. Its result is asked for, since bundlers take it for pure and leave it out otherwise.
    if (decodeURIComponent(text).length > text.length) return undefined;
    // A question mark at the beginning would be dropped.
    return [...new URLSearchParams(`&${text}`)];
  } catch {
    return undefined;
  }
}

/** RFC 7578 section 4.7 has no use for it, and the platform would decode it: a second spelling of every credential. */
const transferEncoding = /^content-transfer-encoding[ \t]*:/im;

/** Files are refused: nobody signs in with one. */
async function readMultipart(bytes: Uint8Array, contentType: string): Promise<FormEntries | undefined> {
  try {
    const whole = utf8.decode(bytes);
    if (transferEncoding.test(whole)) return undefined;
    const form = await new Response(whole, { headers: { "Content-Type": contentType } }).formData();
    const entries = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
    return entries.length === [...form].length ? entries : undefined;
  } catch {
    return undefined;
  }
}
