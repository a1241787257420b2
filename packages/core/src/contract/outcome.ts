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

/** Something was presented and it is bad. 401 (or 400, see `invalidRequest`), also where security is optional. */
export interface Rejected {
  readonly [outcomeMark]: true;
  readonly kind: "rejected";
  /** For the operator's event; never sent to the client. */
  readonly code: string;
  readonly subject: string | undefined;
  readonly invalidRequest: boolean;
}

/** How a provider may end, besides throwing. A throw means that the world is broken, not that the caller is wrong. */
export type Outcome<T> = Granted<T> | Absent | Rejected;

/** What {@link rejected} may say besides its code. */
export interface RejectedOptions {
  /** Whom the credential claims to be, for the operator's event. Never a secret. Default: not said. */
  readonly subject?: string;
  /** True when the request itself is malformed (a repeated credential, two methods at once): 400 instead of 401. Default: false. */
  readonly invalidRequest?: boolean;
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
  const { subject, invalidRequest = false } = options;
  return { [outcomeMark]: true, kind: "rejected", code, subject, invalidRequest };
}

/** Whether `value` came of calling a generator function, which runs nothing of its body. */
export function isGenerator(value: unknown): boolean {
  return /^\[object (?:Async)?Generator\]$/.test(Object.prototype.toString.call(value));
}

/** Whether `value` was made by {@link granted}, {@link absent} or {@link rejected}, in this copy of the package or another. */
export function isOutcome(value: unknown): value is Outcome<unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, outcomeMark);
}
