/** What a request of the suite must be answered with, byte for byte. */
export interface Answer {
  readonly status: number;
  /** `WWW-Authenticate`; undefined means that it must not be there. */
  readonly challenge: string | undefined;
  readonly body: string;
  /** `null` means that it must not be there, `undefined` that anything may. */
  readonly contentType: string | null | undefined;
  /** The same. */
  readonly cacheControl: string | null | undefined;
  /** Whether the handler must have run; otherwise it must not have. */
  readonly reached: boolean;
}

interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}

function refusal({ title, status, detail, code }: Problem, challenge?: string): Answer {
  return {
    status,
    challenge,
    body: JSON.stringify({ type: "about:blank", title, status, detail, code }),
    contentType: "application/problem+json; charset=utf-8",
    cacheControl: "no-store",
    reached: false,
  };
}

/** Nothing was presented. */
export function notAuthenticated(challenge: string): Answer {
  return refusal({ title: "Unauthorized", status: 401, detail: "Not authenticated", code: "not_authenticated" }, challenge);
}

/** What was presented is bad. */
export function invalidCredentials(challenge: string): Answer {
  return refusal({ title: "Unauthorized", status: 401, detail: "Not authenticated", code: "invalid_credentials" }, challenge);
}

/** Credentials are repeated, joined or ambiguous. */
export function invalidRequest(challenge: string): Answer {
  return refusal(
    { title: "Bad Request", status: 400, detail: "The credentials are repeated or ambiguous", code: "invalid_request" },
    challenge,
  );
}

const unusableAs = {
  400: ["Bad Request", "invalid_request"],
  413: ["Content Too Large", "content_too_large"],
  415: ["Unsupported Media Type", "unsupported_media_type"],
  422: ["Unprocessable Content", "unprocessable_content"],
} as const;

/** The request cannot be taken, whoever sends it. */
export function unusable(status: keyof typeof unusableAs, detail: string): Answer {
  const [title, code] = unusableAs[status];
  return refusal({ title, status, detail, code });
}

/** A scope is missing. */
export function insufficientScope(challenge: string): Answer {
  return refusal({ title: "Forbidden", status: 403, detail: "Not enough permissions", code: "insufficient_scope" }, challenge);
}

/** A policy said no. */
export const forbidden: Answer = refusal({ title: "Forbidden", status: 403, detail: "Forbidden", code: "forbidden" });

/** A page of another site may have made the browser send it. */
export const crossSite: Answer = refusal({
  title: "Forbidden",
  status: 403,
  detail: "The request does not come from a page of this site",
  code: "cross_site",
});

/** What an OAuth 2 endpoint refuses (RFC 6749 section 5.2). */
export function oauthError(error: string, description?: string, challenge?: string): Answer {
  return {
    status: challenge === undefined ? 400 : 401,
    challenge,
    body: JSON.stringify({ error, ...(description !== undefined && { error_description: description }) }),
    contentType: "application/json; charset=utf-8",
    cacheControl: "no-store",
    reached: false,
  };
}

/** The handler's value. */
export function granted(value: unknown): Answer {
  return {
    status: 200,
    challenge: undefined,
    body: JSON.stringify(value),
    contentType: "application/json; charset=utf-8",
    cacheControl: "private, no-store",
    reached: true,
  };
}

/** An open handler's value. */
export function open(value: unknown): Answer {
  return { ...granted(value), cacheControl: null, reached: false };
}

/** The challenges of the suite's schemes, in the suite's realm. */
export const challenges = {
  bearer: 'Bearer realm="api"',
  invalidToken: 'Bearer realm="api", error="invalid_token"',
  invalidBearerRequest: 'Bearer realm="api", error="invalid_request"',
  basic: 'Basic realm="api", charset="UTF-8"',
  key: 'APIKey realm="api"',
} as const;
