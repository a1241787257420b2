import { absent, rejected, type Absent, type Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";

const token68 = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Also one that is never closed: it ends with the field, and not where the next one would begin. */
const quotedString = /"(?:[^"\\]|\\[^]?)*(?:"|$)/g;
/** What may stand between two commas of one credential: nothing, or one parameter. */
const parameter = /^[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=.*)?$/;

/** Text of the credential part that is longer than this is refused unread. */
const credentialLimit = 8_192;

function repeated(): Rejected {
  return rejected("repeated_credential", { invalidRequest: true });
}

/**
 * Takes the token68 credential that `Authorization` carries under this scheme (RFC 9110 section 11.4).
 *
 * Absent: no field, an empty one, or another scheme's. Rejected as an invalid request: two fields, or a comma, which is how joined
 * fields look where the platform joins them. Rejected: anything else that is not one token68 after the scheme and spaces.
 */
export function readAuthorization(request: RequestView, scheme: string): string | Absent | Rejected {
  const fields = request.header("authorization");
  if (fields.length > 1) return repeated();
  const field = fields[0];
  if (field === undefined || field === "") return absent;
  const mine = field.slice(0, scheme.length).toLowerCase() === scheme && !/[!#$%&'*+\-.^_`|~\w]/.test(field.charAt(scheme.length));
  if (mine ? field.includes(",") : isJoined(field)) return repeated();
  return mine ? readCredential(field, scheme.length) : absent;
}

/** Whether another scheme's field was joined with something on the way: a comma is followed by what is not a parameter. */
function isJoined(field: string): boolean {
  if (!field.includes(",")) return false;
  const [, ...parts] = field.replace(quotedString, "").split(",");
  return !parts.every((part) => parameter.test(part));
}

/** The credential after the scheme name: 1*SP token68 (RFC 9110 section 11.4). */
function readCredential(field: string, schemeEnd: number): string | Rejected {
  let start = schemeEnd;
  while (field.charCodeAt(start) === 0x20) start += 1;
  if (start === schemeEnd || start === field.length) return rejected("malformed_authorization");
  if (field.length - start > credentialLimit) return rejected("oversized_credential");
  const credential = field.slice(start);
  return token68.test(credential) ? credential : rejected("malformed_authorization");
}
