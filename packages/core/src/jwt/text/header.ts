import { isOutcome, rejected, type Rejected } from "../../contract/outcome.js";
import { parseObject, type JsonObject } from "../../http/strict-json.js";
import { decodeBase64Url } from "./base64url.js";

/** What a token says of itself (RFC 7515 section 4.1). Members that name or carry keys (`jwk`, `jku`, `x5u`, `x5c`) are not read at all. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly typ: string | undefined;
}

const kidLimit = 512;
/** Headers that were read lately: an issuer's tokens have all the same. What one says depends on nothing but its text. */
const recent = new Map<string, TokenHeader>();
const recentLimit = 64;
const [ascii, utf8] = [new TextEncoder(), new TextDecoder()];
/** Longer ones are not kept: anybody may send them. */
const keptLength = 256;

/** Reads a header in base64url, or says why not. */
export function readHeader(text: string): TokenHeader | Rejected {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const header = judgeHeader(parseObject(decodeBase64Url(text) ?? new Uint8Array()));
  if (isOutcome(header) || text.length > keptLength) return header;
  if (recent.size >= recentLimit) recent.clear();
  recent.set(copyOf(text), header);
  return header;
}

/** A part of a text keeps the whole of it in memory, which here is a token: a copy does not. */
function copyOf(text: string): string {
  return utf8.decode(ascii.encode(text));
}

/** `crit` and `b64` are refused, since no extension is understood here (RFC 7515 section 4.1.11, RFC 7797). */
function judgeHeader(header: JsonObject | undefined): TokenHeader | Rejected {
  if (header === undefined) return rejected("malformed_header");
  const { alg, kid, typ } = header;
  if ("crit" in header || "b64" in header) return rejected("critical_extension");
  if (typeof alg !== "string") return rejected("unsupported_algorithm");
  if (!isText(typ) || !isText(kid) || (kid?.length ?? 0) > kidLimit) return rejected("malformed_header");
  return Object.freeze({ alg, kid, typ });
}

function isText(member: unknown): member is string | undefined {
  return member === undefined || typeof member === "string";
}
