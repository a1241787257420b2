import { after } from "../contract/thenable.js";
import type { Context } from "../contract/context.js";
import { granted } from "../contract/outcome.js";
import type { Policy } from "../contract/policy.js";
import {
  makeProvider,
  type AnyProvider,
  type Awaitable,
  type Needs,
  type Provided,
  type ProviderValue,
  type Scopes,
  type Values,
} from "../contract/provider.js";

/** A principal's provider, and the policy that it has to pass. */
export interface Authorization<P extends AnyProvider, R> {
  readonly of: P;
  readonly policy: Policy<Provided<P>, R>;
}

/**
 * Loads a resource, asks a policy whether the principal may have it, and yields it: the handler receives nothing that was not checked.
 *
 * What does not exist (`load` gives `undefined` or `null`) is answered exactly as what is denied: 403, and 404 where the policy is `policies.concealed`.
 * To somebody who brought nothing to an `optional` principal, both are 401. Nothing is loaded before the principal is known.
 *
 * It does not make the two take the same time, nor see that the handler uses what was loaded, and not what the request names otherwise.
 *
 * @example
 * ```ts
 * const ownArticle = authorized(
 *   { of: currentUser, policy: mayEdit },
 *   { path: pathParameters("/articles/:id"), articles: Articles },
 *   ({ path, articles }) => articles.find(path.id),
 * );
 * app.put("/articles/:id", secure({ article: ownArticle }, ({ article }, request) => article.replace(request.body)));
 * ```
 */
export function authorized<P extends AnyProvider, const N extends Needs, R>(
  { of, policy }: Authorization<P, R>,
  needs: N,
  load: (needs: Values<N>, context: Context) => Awaitable<R | null | undefined>,
): ProviderValue<R, Scopes<P> | Scopes<N[keyof N]>> {
  const run = (values: Values<N>, context: Context) => after(load(values, context), (found) => found ?? granted(null));
  const resource = makeProvider({ kind: "function", needs, run, name: load.name, passesOn: true });
  return makeProvider({ kind: "require", of, policy, resource });
}
