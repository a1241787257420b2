import type { Challenge } from "./challenge.js";
import type { OAuthProblem } from "./oauth-error.js";
import type { RequestView } from "./request-view.js";

/** Why a request is refused, as the client may know it. Stable: programs may rely on it. */
export type RefusalCode =
  | "not_authenticated"
  | "invalid_credentials"
  | "invalid_request"
  | "content_too_large"
  | "unsupported_media_type"
  | "unprocessable_content"
  | "insufficient_scope"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "too_many_requests"
  | "cross_site"
  | "https_required"
  | "unavailable";

/** The framework-neutral answer to a request that may not pass. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 422 | 429 | 503;
  readonly code: RefusalCode;
  readonly challenges: readonly Challenge[];
  /** Seconds; only with 429 and 503. */
  readonly retryAfter?: number;
  /** The methods that are answered; only with 405. */
  readonly allow?: readonly string[];
  /** What is wrong with this request; only with 400, 413, 415 and 422. */
  readonly detail?: string;
  /** Sent instead of the problem document; only with 400, 401 and 429. */
  readonly oauth?: OAuthProblem;
  /** What the application calls the request. */
  readonly requestId?: string;
}

/** The body of a refusal (RFC 9457), sent as `application/problem+json`. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: Refusal["status"];
  readonly detail: string;
  readonly code: RefusalCode;
  /** What the application calls the request, for who asks its operator about it; only with `requestId` of `security`. */
  readonly requestId?: string;
  /** Only where an OAuth 2 endpoint refuses, and only for `render`: without it the body is RFC 6749's. */
  readonly oauth?: OAuthProblem;
}

/** A body that the application made instead of the one that is sent by itself. */
export interface RenderedBody {
  readonly contentType: string;
  readonly body: string;
}

/** Makes another body for a refusal, or `undefined` to leave it as it is. Must not wait. */
export type Render = (problem: Problem, request: RequestView) => RenderedBody | undefined;

/** The header fields of an answer that can still be changed. Fetch's `Headers` are some. */
export interface AnswerFields {
  get(name: string): string | null | undefined;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** A finished answer: what an adapter has to write, byte for byte. */
export interface Reply {
  /** `undefined`: the one that the handler set, or else 200. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Fields that the answer has unless the application set them: what was preset needs nothing more. Default: none. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** `defaults` and `headers` in one, for where the application has set nothing. Default: they are not put together. */
  readonly whole?: Readonly<Record<string, string>>;
  readonly body: string;
}
