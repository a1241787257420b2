import { rejected, type Rejected } from "./outcome.js";

/** The errors that a token endpoint answers with (RFC 6749 section 5.2, RFC 8628 section 3.5, RFC 8707 section 2), and one of revocation (RFC 7009 section 2.2.1). */
export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope"
  | "invalid_target"
  | "access_denied"
  | "authorization_pending"
  | "slow_down"
  | "expired_token"
  | "unsupported_token_type";

/** What an OAuth 2 endpoint tells its client. */
export interface OAuthProblem {
  readonly error: OAuthErrorCode;
  /** For the client's developer, in the characters that RFC 6749 allows. */
  readonly description: string | undefined;
}

/** What {@link oauthError} may say besides its error. */
export interface OAuthErrorOptions {
  /**
   * Prose for the client's developer, sent as `error_description`. A character that RFC 6749 does not allow there (anything but printable ASCII,
   * the double quote and the backslash) is sent as `?`. Default: none.
   */
  readonly description?: string;
  /** The precise reason, for the operator's event; never sent. Default: the error. */
  readonly code?: string;
  /** Whom the request is about, for the operator's event. Never a secret. Default: not said. */
  readonly subject?: string;
  /** As in {@link RejectedOptions}: 429 with `Retry-After` instead of 400. */
  readonly retryAfter?: number;
}

/** Errors that are about the request, and not about who sends it. */
const aboutRequest: ReadonlySet<OAuthErrorCode> = new Set([
  "invalid_request",
  "unsupported_grant_type",
  "invalid_scope",
  "invalid_target",
  "unsupported_token_type",
]);

/**
 * Says, at an OAuth 2 endpoint of yours, that what was presented is bad.
 *
 * The client is answered `{"error", "error_description"}` as RFC 6749 section 5.2 has it: 400, and 401 with a challenge for `invalid_client` (that of
 * the schemes below the provider; without any, `Basic`). Say `invalid_grant` for an unknown user as for a wrong password, in the same time: it does not see
 * to that. Not for a broken store: throw an {@link UnavailableError} there.
 *
 * @example
 * ```ts
 * const login = provider({ form: loginForm(), users: Users }, async ({ form, users }) => {
 *   return (await users.authenticate(form.username, form.password)) ?? oauthError("invalid_grant");
 * });
 * ```
 */
export function oauthError(error: OAuthErrorCode, options: OAuthErrorOptions = {}): Rejected {
  const { description, code = error } = options;
  const oauth = { error, description: description?.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/gu, "?") };
  const told = rejected(code, { ...options, invalidRequest: aboutRequest.has(error) });
  return { ...told, scopes: undefined, oauth };
}
