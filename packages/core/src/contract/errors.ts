/// <reference lib="es2022.error" preserve="true" />
/** Every way in which set-up can be wrong. */
export type ConfigurationCode =
  | "arity"
  | "captured_request"
  | "cycle"
  | "invalid_option"
  | "missing_binding"
  | "no_security"
  | "openapi_conflict"
  | "not_sealed"
  | "unbuildable"
  | "unenforced_scope"
  | "unmarked_route";

/**
 * The application is put together wrongly. Thrown while routes are declared, by `seal()`, or when a scheme is made; the message
 * names the thing and the mend, and holds no secret.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code: ConfigurationCode;

  constructor(code: ConfigurationCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const unavailableMark: unique symbol = Symbol.for("@ampoule/unavailable");

/** What an {@link UnavailableError} may say besides its message. */
export interface UnavailableOptions extends ErrorOptions {
  /** Whole seconds after which the client may try again; rounded up. Default, also for what is no such number: 5. */
  readonly retryAfter?: number;
}

/**
 * Something that a decision needs (a store, a key server) cannot be reached. Throw it from a provider or from a handler's
 * service: the client gets 503 with `Retry-After`, never 401 and never the next scheme. The message goes to the operator only.
 */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  readonly [unavailableMark] = true;
  readonly retryAfter: number;

  constructor(message: string, options: UnavailableOptions = {}) {
    super(message, options);
    const { retryAfter = 5 } = options;
    this.retryAfter = retryAfter >= 0 && Number.isSafeInteger(Math.ceil(retryAfter)) ? Math.ceil(retryAfter) : 5;
  }
}

const forbiddenMark: unique symbol = Symbol.for("@ampoule/forbidden");

/** What a {@link ForbiddenError} may say besides what denies. */
export interface ForbiddenOptions {
  /** For the operator's event. Never a secret. Default: none. */
  readonly reason?: string | undefined;
  /** Whether it looks as if there were nothing: 404 instead of 403. Default: false. */
  readonly conceals?: boolean | undefined;
  /** Whether nobody is known: 401 instead, where the route has a scheme. Default: false. */
  readonly isAnonymous?: boolean | undefined;
}

/**
 * The caller is known, and may not. `authorize` throws it; a handler, a provider or a service may, too.
 *
 * Answered 403 `forbidden` on every adapter, where one of Ampoule's handlers or providers throws it before an answer was begun. `policy` and `reason` go to
 * the operator's event; the message says neither. Behind a guard, where the framework's own handlers throw, the framework answers: see `status`.
 */
export class ForbiddenError extends Error {
  override readonly name = "ForbiddenError";
  readonly [forbiddenMark] = true;
  /** What frameworks answer with that read it. */
  readonly status: 403 | 404;
  /** What denied. */
  readonly policy: string;
  readonly reason: string | undefined;
  readonly isAnonymous: boolean;

  constructor(policy: string, { reason, conceals = false, isAnonymous = false }: ForbiddenOptions = {}) {
    super(conceals ? "Not found" : "Forbidden");
    this.status = conceals ? 404 : 403;
    this.policy = policy;
    this.reason = reason;
    this.isAnonymous = isAnonymous;
  }
}

/** Whether `error` is a {@link ForbiddenError}, of this copy of the package or another. */
export function isForbidden(error: unknown): error is ForbiddenError {
  return typeof error === "object" && error !== null && forbiddenMark in error;
}

/** Thrown into the open resources of a request that is refused, or whose client has gone, before its handler ran. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** Whether `error` is an {@link UnavailableError}, of this copy of the package or another. */
export function isUnavailable(error: unknown): error is UnavailableError {
  return typeof error === "object" && error !== null && unavailableMark in error;
}
