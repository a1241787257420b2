/** One value of `WWW-Authenticate`: a scheme and its parameters, in the order in which they are sent. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a challenge is for. A scheme uses what its specification defines and leaves out the rest. */
export interface ChallengeReason {
  /** The protection space; always sent. */
  readonly realm: string;
  /** Not set where nothing was presented (RFC 6750 section 3.1). */
  readonly error?: "invalid_request" | "invalid_token" | "insufficient_scope";
  /** The scopes that are needed, joined by one space; only with `insufficient_scope`. */
  readonly scope?: string;
}
