import type { OAuthProblem } from "../contract/oauth-error.js";
import { isGenerator } from "../contract/outcome.js";
import type { Problem, Refusal, RefusalCode, RenderedBody, Reply } from "../contract/refusal.js";
import type { ValueFields } from "../contract/value-fields.js";
import { formatChallenges, isQuotable } from "./www-authenticate.js";

const titles = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;

const details: Readonly<Record<RefusalCode, string>> = {
  not_authenticated: "Not authenticated",
  invalid_credentials: "Not authenticated",
  invalid_request: "The credentials are repeated or ambiguous",
  content_too_large: "The body is too large",
  unsupported_media_type: "The body is of another type",
  unprocessable_content: "The body says what cannot be",
  insufficient_scope: "Not enough permissions",
  forbidden: "Forbidden",
  not_found: "Not found",
  method_not_allowed: "This method is not answered here",
  too_many_requests: "Too many attempts",
  cross_site: "The request does not come from a page of this site",
  https_required: "Only https is answered here, and what came with this request was readable on its way",
  unavailable: "Temporarily unavailable",
};

/** The body that says to the client what it may know (RFC 9457). */
export function problemOf({ status, code, oauth, requestId, detail = details[code] }: Refusal): Problem {
  const problem = {
    type: "about:blank",
    title: titles[status],
    status,
    detail,
    code,
    ...(requestId !== undefined && { requestId }),
  } as const;
  return oauth === undefined ? problem : { ...problem, detail: oauth.description ?? oauth.error, oauth };
}

/** Whether what an application made of a refusal can be sent. */
export function isSendableBody(made: RenderedBody): boolean {
  return typeof made.body === "string" && isQuotable(made.contentType);
}

function ownBody(refusal: Refusal): RenderedBody {
  if (refusal.oauth !== undefined)
    return { contentType: "application/json; charset=utf-8", body: JSON.stringify(oauthBody(refusal.oauth)) };
  return { contentType: "application/problem+json; charset=utf-8", body: JSON.stringify(problemOf(refusal)) };
}

/** RFC 6749 section 5.2. */
function oauthBody({ error, description }: OAuthProblem): object {
  return { error, ...(description !== undefined && { error_description: description }) };
}

/** The finished answer to a refused request. `headers` are the route's own. */
export function refusalReply(refusal: Refusal, headers: Reply["headers"], rendered: RenderedBody | undefined): Reply {
  const { status, challenges, retryAfter, allow } = refusal;
  const { contentType, body } = rendered ?? ownBody(refusal);
  return {
    status,
    body,
    headers: {
      ...headers,
      ...(challenges.length > 0 && { "WWW-Authenticate": formatChallenges(challenges) }),
      ...(allow !== undefined && { Allow: allow.join(", ") }),
      ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
      "Content-Type": contentType,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  };
}

/** A handler's plain value as JSON; `undefined` as an empty answer. `fields` are those that such an answer of the route has. */
export function valueReply(value: unknown, { headers, defaults, whole }: ValueFields): Reply {
  if (value === undefined) return { status: 204, headers: {}, defaults, whole: defaults, body: "" };
  const body = JSON.stringify(value) as string | undefined;
  if (body === undefined || isGenerator(value)) {
    throw new TypeError(
      `A handler returned a ${isGenerator(value) ? "generator" : typeof value}, which JSON cannot hold: return a value, or a Response.`,
    );
  }
  return { status: undefined, headers, defaults, whole, body };
}
