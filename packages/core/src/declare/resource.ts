import type { Context } from "../contract/context.js";
import type { Absent, Rejected } from "../contract/outcome.js";
import {
  makeProvider,
  type Lifetime,
  type Needs,
  type ResourceValue,
  type Scopes,
  type Values,
  type Yielded,
} from "../contract/provider.js";

/** What {@link resource} can be told. */
export interface ResourceOptions {
  /**
   * `"request"`: closed when the answer is out. `"handler"`: closed when the handler has returned and before anything is sent, so that a failure to close
   * is still an error to the client. Default: `"request"`.
   */
  readonly lifetime?: Lifetime;
}

type Ends = Absent | Rejected | void;
/** What a generator function of a resource returns when it is called. */
export type Steps<T> = Generator<T, Ends, void> | AsyncGenerator<T, Ends, void>;

/**
 * Makes a provider from a generator function: what stands before `yield` opens, what stands behind it closes.
 *
 * Guarantees: `open` is called once per request, after everything it needs was granted. What was opened last is closed first. An error of the handler, or of
 * a provider that ran later, is thrown in at `yield` before the client is answered, innermost resource first: rethrow it, or throw another one in
 * its place. A request that is refused after it was opened throws a {@link RefusedError} in; it stays refused, unless an error with a status of 4xx is thrown in its place. Return `rejected(code)` or `absent` instead of yielding to refuse.
 *
 * It decides over nobody by itself: a route that asks for nothing else is not secured, and says `secure.open(...)`.
 *
 * It does not make closing safe: an error while closing a `"request"` resource comes too late for the client and is only told as an event.
 * An error that is caught and not thrown on leaves the request without an answer, which is a fault. Above handlers that are not
 * Ampoule's, a guard's resource may not hear of their errors: Express tells nobody.
 *
 * @throws ConfigurationError, where a route uses it, as {@link provider}; and where a `"request"` resource needs a `"handler"` one, which would be closed before it.
 * @example
 * ```ts
 * const transaction = resource({ db: Database }, async function* ({ db }) {
 *   const opened = await db.begin();
 *   try {
 *     yield opened;
 *     await opened.commit();
 *   } catch (error) {
 *     await opened.rollback();
 *     throw error;
 *   }
 * }, { lifetime: "handler" });
 * ```
 */
export function resource<const N extends Needs, T>(
  needs: N,
  open: (needs: Values<N>, context: Context) => Steps<T>,
  { lifetime = "request" }: ResourceOptions = {},
): ResourceValue<Yielded<T>, Scopes<N[keyof N]>> {
  return makeProvider({ kind: "resource", needs, open, name: open.name, lifetime });
}
