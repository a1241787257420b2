import { after } from "../contract/thenable.js";
import type { Context } from "../contract/context.js";
import { ForbiddenError } from "../contract/errors.js";
import { decide, type Policy } from "../contract/policy.js";
import { makeProvider, type Awaitable, type ResourceValue } from "../contract/provider.js";
import { deny, type Allow, type Deny } from "../contract/verdict.js";
import { Awaited } from "./awaited.js";

/** What {@link can} gives to a handler. */
export interface Can {
  <P>(principal: NoInfer<P>, policy: Policy<P>): Promise<boolean>;
  <P, R>(principal: NoInfer<P>, policy: Policy<P, R>, resource: NoInfer<R> | null | undefined): Promise<boolean>;
}

/** What {@link authorize} gives to a handler. */
export interface Authorize {
  <P>(principal: NoInfer<P>, policy: Policy<P>): Promise<void>;
  <P, R, A extends NoInfer<R> | null | undefined>(principal: NoInfer<P>, policy: Policy<P, R>, resource: A): Promise<NonNullable<A>>;
}

/** A principal, a policy, and what it is asked about, if anything. */
type Question = readonly [principal: never, policy: Policy<never, never>, ...resource: readonly never[]];

/**
 * Asks a policy in a handler, about something that the handler has loaded: list it among the needs, and await what it answers.
 *
 * It answers `true` only where the policy permits. A resource that is `undefined` or `null` is not there, which denies. No event is told, as asking is no attempt. What the
 * policy throws is a fault. It secures no route by itself.
 *
 * An answer that nobody awaited would always look like a permission. `if`, `?:` and `&&` over one do not compile; otherwise the request ends as a fault.
 *
 * @example
 * ```ts
 * secure({ me: currentUser, can, articles: Articles }, async ({ me, can, articles }, request) => {
 *   const article = articles.get(request.params.id);
 *   return { ...article, isEditable: await can(me, mayEdit, article) };
 * });
 * ```
 */
export const can: ResourceValue<Can> = /* @__PURE__ */ asking({ name: "can", policies: [] }, (decision) => decision.kind === "allow");

/**
 * Demands in a handler that a policy permits: list it among the needs, and await it. It gives back the resource.
 *
 * Otherwise it throws a {@link ForbiddenError}, which is answered 403 `forbidden`: at once where the policy need not wait, so that a forgotten `await` does no harm; else as a
 * rejection. A resource that is `undefined` or `null` is not there, and is answered as a denial is. A principal that is, is nobody: 401. One that nobody awaited is a fault. It
 * secures no route by itself. The report says `authorize(…)` of such a route; a policy that is declared, with {@link authorized}, is reported by its name.
 *
 * @example
 * ```ts
 * secure({ me: currentUser, authorize, articles: Articles }, async ({ me, authorize, articles }, request) => {
 *   const article = await authorize(me, mayEdit, articles.find(request.params.id));
 *   return article.replace(request.body);
 * });
 * ```
 */
export const authorize: ResourceValue<Authorize> = /* @__PURE__ */ asking(
  { name: "authorize", policies: ["authorize(…)"] },
  (decision, [principal, policy, resource]) => {
    if (decision.kind === "allow") return resource;
    const { name, conceals } = policy;
    throw new ForbiddenError(name, { reason: decision.reason, conceals, isAnonymous: (principal ?? null) === null });
  },
);

/** A function for one handler's use, which afterwards is seen to have been used with `await`. */
function asking<T>(
  { name, policies }: { readonly name: string; readonly policies: readonly string[] },
  conclude: (decision: Allow | Deny, question: Question) => unknown,
): ResourceValue<T> {
  function* open(_needs: never, context: Context): Generator<unknown, void, void> {
    const answers: Awaited<unknown>[] = [];
    yield (...question: Question) => {
      const answer = Awaited.of(after(decideOn(question, context), (decision) => conclude(decision, question)));
      answers.push(answer);
      return answer;
    };
    if (answers.every(({ isAwaited }) => isAwaited)) return;
    throw new TypeError(`An answer of ${name}(...) was not awaited, and may have come too late: write "await ${name}(...)".`);
  }
  return makeProvider({ kind: "resource", needs: {}, open, name, lifetime: "handler", policies });
}

/** What is not there is nobody's. */
function decideOn([principal, policy, ...resources]: Question, context: Context): Awaitable<Allow | Deny> {
  const [resource] = resources as readonly unknown[];
  const isMissing = resources.length > 0 && (resource === undefined || resource === null);
  return isMissing ? deny("not found") : decide(policy, principal, resource as never, context);
}
