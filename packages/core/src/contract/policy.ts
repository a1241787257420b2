import { after } from "./thenable.js";
import { superRoleUsed, type Context } from "./context.js";
import type { Awaitable } from "./provider.js";
import { deny, verdictOf, type Allow, type Deny, type Verdict } from "./verdict.js";

/** A named decision over a principal and, where there is one, a resource. `Policy<User>` needs no resource, and takes any. */
export interface Policy<in P, in R = unknown> {
  /** Told to the operator when it denies; never to the client. */
  readonly name: string;
  /** Only `true` and {@link allow} permit. */
  check(principal: P, resource: R, context: Context): Awaitable<boolean | Verdict>;
  /** Whether a denial looks as if there were nothing: 404 instead of 403. Default: false. See `policies.concealed`. */
  readonly conceals?: boolean;
}

/**
 * Names a decision.
 *
 * It answers `true` or `false`, or a verdict: {@link allow}, {@link deny} with a reason for the operator, or {@link abstain} where it cannot tell. Whatever is not
 * `true` or `allow` denies, and a denial is 403 without a scope hint, because authenticating again would not help. A throw is a
 * fault (500, or 503 for an {@link UnavailableError}), never a permission and never a denial.
 *
 * @example
 * ```ts
 * const active = policy("active", (user: { disabled: boolean }) => !user.disabled);
 * const activeUser = require(currentUser, active);
 *
 * const author = policy("author", (user: User, article: Article) => article.author === user.id);
 * ```
 */
export function policy<P, R = unknown>(name: string, check: Policy<P, R>["check"]): Policy<P, R> {
  return Object.freeze({ name, check });
}

/** What a policy says, as a verdict. */
export function ask<P, R>(one: Policy<P, R>, principal: P, resource: R, context: Context): Awaitable<Verdict> {
  return after<unknown, Verdict>(one.check(principal, resource, context), verdictOf);
}

/** What a policy comes to: it permits, or it does not. The operator hears where only a super role permits. */
export function decide<P, R>(one: Policy<P, R>, principal: P, resource: R, context: Context): Awaitable<Allow | Deny> {
  return after<Verdict, Allow | Deny>(ask(one, principal, resource, context), (verdict) => {
    if (verdict.kind === "abstain") return deny("nothing decided");
    if (verdict.kind === "allow" && verdict.superRole !== undefined) context[superRoleUsed]?.(one.name, verdict.superRole);
    return verdict;
  });
}
