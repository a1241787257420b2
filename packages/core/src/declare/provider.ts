import type { Context } from "../contract/context.js";
import {
  makeProvider,
  type Awaitable,
  type Needs,
  type ProviderValue,
  type Scopes,
  type Values,
  type Yielded,
} from "../contract/provider.js";

/**
 * Makes a custom provider from a function and what it needs.
 *
 * Guarantees: `run` is called only when every provider among the needs was granted, at most once per request, with typed values. Its
 * result may be a plain value, a promise, `rejected(code)` or `absent`; `undefined`, `null` and `false` reject. A throw is a fault and goes to the
 * framework's error channel; an `UnavailableError` answers 503. A `Disposable` result is disposed after the response.
 *
 * It does not copy what it yields: return a fresh object, or a shared one that nobody changes.
 *
 * @throws ConfigurationError, where a route uses it, on a cycle, a missing binding, or a scope that nothing enforces.
 * @example
 * ```ts
 * const currentUser = provider({ token: accessToken, users: Users }, ({ token, users }) => users.bySubject(token.sub));
 * ```
 */
export function provider<const N extends Needs, R>(
  needs: N,
  run: (needs: Values<N>, context: Context) => Awaitable<R>,
): ProviderValue<Yielded<Awaited<R>>, Scopes<N[keyof N]>> {
  return makeProvider({ kind: "function", needs, run, name: run.name });
}
