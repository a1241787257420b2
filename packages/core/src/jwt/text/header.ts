import { rejected, type Rejected } from "../../contract/outcome.js";
import { parseObject } from "../../http/strict-json.js";

/** What a token says of itself (RFC 7515 section 4.1). Members that name or carry keys (`jwk`, `jku`, `x5u`, `x5c`) are not read at all. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly typ: string | undefined;
}

const kidLimit = 512;

/** Reads a header, or says why not. `crit` and `b64` are refused, since no extension is understood here (RFC 7515 section 4.1.11, RFC 7797). */
export function readHeader(bytes: Uint8Array): TokenHeader | Rejected {
  const header = parseObject(bytes);
  if (header === undefined) return rejected("malformed_header");
  const { alg, kid, typ } = header;
  if ("crit" in header || "b64" in header) return rejected("critical_extension");
  if (typeof alg !== "string") return rejected("unsupported_algorithm");
  if (!isText(typ) || !isText(kid) || (kid?.length ?? 0) > kidLimit) return rejected("malformed_header");
  return { alg, kid, typ };
}

function isText(member: unknown): member is string | undefined {
  return member === undefined || typeof member === "string";
}
