import { isOutcome, rejected, type Rejected } from "../../contract/outcome.js";
import { hasOneSpelling } from "./base64url.js";
import { readHeader, type TokenHeader } from "./header.js";

/** A token longer than this, in characters, is refused unread. */
const tokenLimit = 8_192;

/** A token's parts, by form only: nothing in it is known to be true yet. */
export interface CompactToken {
  readonly text: string;
  readonly header: TokenHeader;
  /** Base64url, in its one spelling. Not decoded: what nobody signed is not parsed. */
  readonly payload: string;
  /** Base64url, in its one spelling. */
  readonly signature: string;
}

const threeParts = /^[\w-]+\.[\w-]*\.[\w-]+$/;
const fiveParts = /^[\w-]*(?:\.[\w-]*){4}$/;

/** Whether text could be a token: three parts of base64url characters (RFC 7515 section 7.1), and not too long. */
export function hasCompactForm(text: unknown): text is string {
  return isShortEnough(text) && threeParts.test(text);
}

/** Whether text is short enough to be looked at. */
export function isShortEnough(text: unknown): text is string {
  return typeof text === "string" && text.length <= tokenLimit;
}

/** Takes a token apart, strictly: each part has exactly one spelling, and the header says nothing that is not understood. */
export function readCompact(text: string): CompactToken | Rejected {
  if (!hasCompactForm(text)) return rejected(formFault(text));
  const [first = "", payload = "", signature = ""] = text.split(".");
  if (!hasOneSpelling(first) || !hasOneSpelling(payload) || !hasOneSpelling(signature)) return rejected("not_canonical");
  const header = readHeader(first);
  return isOutcome(header) ? header : { text, header, payload, signature };
}

function formFault(text: unknown): string {
  if (typeof text !== "string") return "malformed_token";
  if (text.length > tokenLimit) return "oversized_token";
  return fiveParts.test(text) ? "encrypted_token" : "malformed_token";
}
