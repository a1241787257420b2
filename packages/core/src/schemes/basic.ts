import type { Context } from "../contract/context.js";
import { rejected, type Absent, type Rejected } from "../contract/outcome.js";
import type { Awaitable, ProviderValue, Yielded } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import { readAuthorization } from "../http/authorization.js";
import { decodeBase64Text } from "../http/base64.js";
import { normalForm } from "../http/normal-form.js";
import { heldToNone, makeScheme, type SchemeOptions, type SchemeParts } from "./make-scheme.js";

/**
 * What the client sent under Basic, in Unicode normal form C. Either part may be empty. The password is there to be read, but not enumerable, so that
 * logs, `JSON.stringify` and copies leave it out.
 */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** What {@link basic} needs to know. */
export interface BasicOptions<R> extends SchemeOptions {
  /** Decides over name and password. */
  verify(credentials: BasicCredentials, context: Context): Awaitable<R>;
}

/** Base64 text that is longer than this is refused before anything is decoded or hashed. */
const credentialLimit = 2_048;
// oxlint-disable-next-line no-control-regex -- RFC 7617 section 2 forbids exactly these
const control = /[\u0000-\u001f\u007f-\u009f]/;

function readBasic(request: RequestView): BasicCredentials | Absent | Rejected {
  const encoded = readAuthorization(request, "basic");
  if (typeof encoded !== "string") return encoded;
  if (encoded.length > credentialLimit) return rejected("oversized_credential");
  const decoded = decodeBase64Text(encoded);
  const text = decoded === undefined ? undefined : normalForm(decoded);
  if (text === undefined) return rejected("malformed_basic");
  const colon = text.indexOf(":");
  if (colon === -1 || control.test(text)) return rejected("malformed_basic");
  return credentialsOf(text.slice(0, colon), text.slice(colon + 1));
}

/** The password is not enumerable: it stays out of logs, `JSON.stringify` and copies. */
function credentialsOf(username: string, password: string): BasicCredentials {
  return Object.defineProperty({ username, password }, "password", { enumerable: false });
}

/**
 * A user name and password in `Authorization: Basic` (RFC 7617), UTF-8.
 *
 * Reads strictly: canonical base64 of at most 2,048 characters, well-formed UTF-8, a colon, no control characters; the first colon divides. Name
 * and password arrive in normal form C, so compare with names stored in that form. Another scheme's credential is absent; two fields
 * are 400; everything else that is malformed is 401.
 *
 * It does not check the password: `verify` does, and must take the same time for an unknown name as for a wrong password. It does not
 * require TLS: `secure.https` does.
 *
 * @throws ConfigurationError on a realm that cannot be sent.
 * @example
 * ```ts
 * const basicUser = basic({
 *   verify: ({ username, password }, { resolve }) => resolve(Users).authenticate(username, password),
 * });
 * ```
 */
export function basic<R>(options: BasicOptions<R>): ProviderValue<Yielded<Awaited<R>>> {
  const parts: SchemeParts<BasicCredentials, R, never> = {
    openapi: { type: "http", scheme: "basic" },
    challenge: ({ realm }) => ({ scheme: "Basic", parameters: { realm, charset: "UTF-8" } }),
    read: readBasic,
    verify: (credentials, context) => options.verify(credentials, context),
  };
  return makeScheme("HTTPBasic", options, parts, heldToNone);
}
