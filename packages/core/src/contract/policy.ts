import type { Context } from "./context.js";
import type { Awaitable } from "./provider.js";

/** A named decision over a principal and, where there is one, a resource. */
export interface Policy<in P, in R = undefined> {
  /** Told to the operator when it denies; never to the client. */
  readonly name: string;
  /** Only `true` permits. */
  check(principal: P, resource: R, context: Context): Awaitable<boolean>;
}

/**
 * Names a decision.
 *
 * Anything but `true` denies, and a denial is 403 without a scope hint, because authenticating again would not help. A throw is a
 * fault (500, or 503 for an {@link UnavailableError}), never a permission.
 *
 * @example
 * ```ts
 * const active = policy("active", (user: { disabled: boolean }) => !user.disabled);
 * const activeUser = require(currentUser, active);
 * ```
 */
export function policy<P, R = undefined>(name: string, check: Policy<P, R>["check"]): Policy<P, R> {
  return Object.freeze({ name, check });
}
