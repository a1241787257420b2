import { absent, rejected, type Absent, type Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { isParameterList } from "./parameter-list.js";

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
  const field = readField(request, scheme);
  if (typeof field !== "string") return field;
  const credential = readCredential(field, scheme.length, isToken68);
  return typeof credential !== "string" && field.includes(",") ? repeated() : credential;
}

/** A credential, and its scheme as the client wrote it. */
interface SchemeCredential {
  readonly scheme: string;
  readonly credentials: string;
}

/**
 * Takes whatever RFC 9110 lets `Authorization` carry under this scheme: one token68, or parameters of which none comes twice.
 *
 * As {@link readAuthorization}; of two fields that are joined the second is no parameter, so they too are an invalid request.
 */
export function readCredentials(request: RequestView, scheme: string): SchemeCredential | Absent | Rejected {
  const field = readField(request, scheme);
  if (typeof field !== "string") return field;
  const credentials = readCredential(field, scheme.length, (text) => isToken68(text) || isParameterList(text));
  if (typeof credentials === "string") return { scheme: field.slice(0, scheme.length), credentials };
  return field.includes(",") ? repeated() : credentials;
}

const isToken68 = (text: string): boolean => token68.test(text);

/** The whole field, where it is the only one and this scheme's. */
function readField(request: RequestView, scheme: string): string | Absent | Rejected {
  const fields = request.header("authorization");
  if (fields.length > 1) return repeated();
  const field = fields[0];
  if (field === undefined || field === "") return absent;
  if (field.slice(0, scheme.length).toLowerCase() === scheme && endsAt(field, scheme.length)) return field;
  return isJoined(field) ? repeated() : absent;
}

/** Whether the name of a scheme ends there, nearly always with a space. */
function endsAt(field: string, index: number): boolean {
  return field.charCodeAt(index) === 0x20 || !/[!#$%&'*+\-.^_`|~\w]/.test(field.charAt(index));
}

/** Whether another scheme's field was joined with something on the way: a comma is followed by what is not a parameter. */
function isJoined(field: string): boolean {
  if (!field.includes(",")) return false;
  const [, ...parts] = field.replace(quotedString, "").split(",");
  return !parts.every((part) => parameter.test(part));
}

/** The credential after the scheme name and 1*SP (RFC 9110 section 11.4). */
function readCredential(field: string, schemeEnd: number, isWellFormed: (text: string) => boolean): string | Rejected {
  let start = schemeEnd;
  while (field.charCodeAt(start) === 0x20) start += 1;
  if (start === schemeEnd || start === field.length) return rejected("malformed_authorization");
  if (field.length - start > credentialLimit) return rejected("oversized_credential");
  const credential = field.slice(start);
  return isWellFormed(credential) ? credential : rejected("malformed_authorization");
}
