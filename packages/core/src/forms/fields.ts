import { normalForm } from "../http/normal-form.js";
import { oauthError } from "../contract/oauth-error.js";
import type { Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { formParserOf, type FormEntries } from "../http/form-body.js";

/** The fields that were sent with a value. */
export type Fields<in N extends string> = { get(name: N): string | undefined; has(name: N): boolean };

/** What RFC 6749 (appendix A.15) leaves out of names and passwords, and what decoders put in the place of what they could not read. */
// oxlint-disable-next-line no-control-regex -- these are the characters
const forbidden = /[\u0000-\u0008\u000a-\u001f\u007f\ufffd-\uffff]/;

/** Whether text can be a name or a password. */
export function isAccountText(text: string): boolean {
  return !forbidden.test(text) && normalForm(text) !== undefined;
}

/** An error about the request, in words for the client's developer. */
export function invalidForm(description: string): Rejected {
  return oauthError("invalid_request", { description });
}

/** Takes fields from the body of a request, of at most `limit` bytes; everything else in it is passed over. */
export async function readFields<N extends string>(
  request: RequestView,
  names: readonly N[],
  limit: number,
): Promise<Fields<N> | Rejected> {
  const parse = formParserOf(request);
  if (parse === undefined) return invalidForm("The body has to be application/x-www-form-urlencoded or multipart/form-data, in UTF-8");
  const bytes = await request.body(limit);
  if (bytes === undefined) return invalidForm("The body is too large");
  const entries = await parse(bytes);
  return entries === undefined ? invalidForm("The form is malformed") : fieldsOf(entries, names);
}

/** A field that comes twice is refused, whatever its values; one without a value counts as not sent (RFC 6749 section 3.2). */
function fieldsOf<N extends string>(entries: FormEntries, names: readonly N[]): Fields<N> | Rejected {
  const fields = new Map<N, string>();
  for (const name of names) {
    const [value = "", ...more] = entries.filter(([sent]) => sent === name).map(([, sent]) => sent);
    if (more.length > 0) return invalidForm(`${name} is repeated`);
    if (!isAccountText(value)) return invalidForm(`${name} has characters that are not allowed`);
    if (value !== "") fields.set(name, value);
  }
  return fields;
}
