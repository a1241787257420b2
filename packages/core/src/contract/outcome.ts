import type { OAuthProblem } from "./oauth-error.js";

/** Carried by every outcome, so that an application's own object with a `kind` field is never taken for one. */
const outcomeMark: unique symbol = Symbol.for("@ampoule/outcome");

/** The credential is good (or none was needed): the handler receives `value`. */
export interface Granted<out T> {
  readonly [outcomeMark]: true;
  readonly kind: "granted";
  readonly value: T;
}

/** Nothing was presented. Required: 401 without an error. Optional: `null`. */
export interface Absent {
  readonly [outcomeMark]: true;
  readonly kind: "absent";
}

/** What is wrong with a request, whoever sends it, as HTTP says it (RFC 9110 sections 15.5.1, 15.5.14, 15.5.16 and 15.5.21). */
export interface RequestProblem {
  /** 400: malformed. 413: too large. 415: of another type. 422: it says what cannot be. */
  readonly status: 400 | 413 | 415 | 422;
  /** For the client's developer: what to mend. Never a secret. */
  readonly detail: string;
}

/** Something was presented and it is bad. 401 (or 400, see `invalidRequest`), also where security is optional. */
export interface Rejected {
  readonly [outcomeMark]: true;
  readonly kind: "rejected";
  /** For the operator's event; never sent to the client. */
  readonly code: string;
  readonly subject: string | undefined;
  readonly invalidRequest: boolean;
  /** Set where the caller is known and only lacks scopes: those that are needed. */
  readonly scopes: readonly string[] | undefined;
  /** Set where the client has tried too often: whole seconds after which it may try again. */
  readonly retryAfter: number | undefined;
  /** Set where the client is told an OAuth 2 error instead of a problem document. */
  readonly oauth: OAuthProblem | undefined;
  /** Set where another site may have made the browser send it: 403, whatever else is said. */
  readonly crossSite: boolean;
  /** Set where the request cannot be taken, whoever sends it. */
  readonly problem: RequestProblem | undefined;
}

/** How a provider may end, besides throwing. A throw means that the world is broken, not that the caller is wrong. */
export type Outcome<T> = Granted<T> | Absent | Rejected;

/** What {@link rejected} may say besides its code. */
export interface RejectedOptions {
  /** Whom the credential claims to be, for the operator's event. Never a secret. Default: not said. */
  readonly subject?: string;
  /** True when the request itself is malformed (a repeated credential, two methods at once): 400 instead of 401. Default: false. */
  readonly invalidRequest?: boolean;
  /**
   * The scopes that are needed, where the credential is good and only lacks some of them: 403 `insufficient_scope` naming them, instead of 401. For providers
   * that ask for `SecurityScopes`; a scheme that declares scopes does this by itself. Default: not a matter of scopes.
   */
  readonly scopes?: readonly string[];
  /**
   * Seconds after which the client may try again, where it tried too often: 429 with `Retry-After` (RFC 6585 section 4) instead of 401. Rounded up; at least 1.
   * Default: it did not.
   */
  readonly retryAfter?: number;
  /** True where browsers send by themselves what was presented, and another site may have made them: 403 `cross_site` instead of 401. Default: false. */
  readonly crossSite?: boolean;
  /** Set where the request itself cannot be taken, whoever sends it: its status and detail, without a challenge. Default: it is about who calls. */
  readonly problem?: RequestProblem;
}

/**
 * Says that the caller may pass, and with what.
 *
 * Returning a plain value means the same; this form is needed only where the value is `null` or `false`, because those,
 * and `undefined`, otherwise count as rejected.
 */
export function granted<const T extends NonNullable<unknown> | null>(value: T): Granted<T> {
  return { [outcomeMark]: true, kind: "granted", value };
}

/** Says that nothing was presented. */
export const absent: Absent = Object.freeze<Absent>({ [outcomeMark]: true, kind: "absent" });

/**
 * Says that what was presented is bad.
 *
 * The client sees the same 401 whatever the code; `code` goes to the operator's event. Not for a broken store or network:
 * throw an {@link UnavailableError} there.
 */
export function rejected(code: string, options: RejectedOptions = {}): Rejected {
  const { subject, problem, scopes, crossSite = false, invalidRequest = problem !== undefined } = options;
  const retryAfter = wholeSeconds(options.retryAfter);
  const about = { subject, invalidRequest, scopes, retryAfter, oauth: undefined, crossSite, problem };
  return { [outcomeMark]: true, kind: "rejected", code, ...about };
}

/** A wait that cannot be told is a minute. */
function wholeSeconds(seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  return Number.isSafeInteger(Math.ceil(seconds)) ? Math.max(1, Math.ceil(seconds)) : 60;
}

/** What an object is called where that is asked of it, as `Object.prototype.toString` would. */
export function tagOf(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? (value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
    : undefined;
}

/** Whether `value` came of calling a generator function, which runs nothing of its body. */
export function isGenerator(value: unknown): boolean {
  const tag = tagOf(value);
  return tag === "Generator" || tag === "AsyncGenerator";
}

/** A property is read where it may be, since that costs less than to ask whether it is there. */
type Marked = { readonly [outcomeMark]?: unknown };

/** Whether `value` was made by {@link granted}, {@link absent}, {@link rejected} or `oauthError`, in this copy of the package or another. */
export function isOutcome(value: unknown): value is Outcome<unknown> {
  return typeof value === "object" && value !== null && (value as Marked)[outcomeMark] === true && Object.hasOwn(value, outcomeMark);
}
