import type { Context } from "../contract/context.js";
import { policy, type Policy } from "../contract/policy.js";
import {
  makeProvider,
  type AnyProvider,
  type Awaitable,
  type Provided,
  type ProviderValue,
  type Scopes,
  type Values,
  type Yielded,
} from "../contract/provider.js";

/**
 * Makes absence acceptable: `null` where nothing was presented.
 *
 * What *was* presented must still be good: a bad credential is 401, a missing scope 403, also here.
 */
export function optional<P extends AnyProvider>(of: P): ProviderValue<Provided<P> | null, Scopes<P>> {
  return makeProvider({ kind: "optional", of });
}

/**
 * Asks a provider anew for this use, although another use of the same request was answered already. The first use of all is shared with those that
 * are not fresh. What stands below is shared as ever, and credentials are verified once.
 */
export function fresh<P extends AnyProvider>(of: P): ProviderValue<Provided<P>, Scopes<P>> {
  return makeProvider({ kind: "fresh", of });
}

/** Turns what a provider yields into something else. The same rules hold as for the result of {@link provider}. */
export function map<P extends AnyProvider, R>(
  of: P,
  apply: (value: Provided<P>, context: Context) => Awaitable<R>,
): ProviderValue<Yielded<Awaited<R>>, Scopes<P>> {
  const run = ({ value }: { readonly value: Provided<P> }, context: Context) => apply(value, context);
  return makeProvider({ kind: "function", needs: { value: of }, run, name: "", passesOn: true });
}

/**
 * Asks a policy about what a provider yields. Denied: 403 without a scope hint; the policy's name and reason go to the operator.
 *
 * In a module that is compiled to CommonJS import it under another name, since TypeScript reserves `require` there.
 */
export function require<P extends AnyProvider>(of: P, policy: Policy<Provided<P>, undefined>): ProviderValue<Provided<P>, Scopes<P>> {
  return makeProvider({ kind: "require", of, policy });
}

/** A policy that also narrows the type: `narrow(currentUser, "admin", (user): user is Admin => user.role === "admin")`. */
export function narrow<P extends AnyProvider, V extends Provided<P>>(
  of: P,
  name: string,
  guard: (value: Provided<P>) => value is V,
): ProviderValue<V, Scopes<P>> {
  const permits: Policy<Provided<P>> = policy(name, (value: Provided<P>) => guard(value));
  return makeProvider({ kind: "require", of, policy: permits });
}

/**
 * Demands scopes of the tokens below a provider. An undeclared scope does not compile (for a class: does not start). A missing one
 * is 403 naming all that are needed. Verification is shared with every other use of the same provider.
 */
export function scoped<T, S extends string>(of: ProviderValue<T, S>, ...scopes: NoInfer<S>[]): ProviderValue<T, S> {
  return makeProvider({ kind: "scoped", of, scopes });
}

/**
 * Accepts any one of several providers, in order.
 *
 * Only those whose credential was presented are asked, one after another. A bad credential is final. A policy's or scope's denial
 * lets the next one try, and stands if none grants. Nothing presented: 401 with every challenge. Credentials that no single one of them wants
 * together: 400.
 *
 * @throws ConfigurationError, where a route uses it, on an optional alternative: write `optional(anyOf(...))`.
 */
export function anyOf<const P extends readonly AnyProvider[]>(...of: P): ProviderValue<Provided<P[number]>, Scopes<P[number]>> {
  return makeProvider({ kind: "anyOf", of });
}

/** Demands all of several providers and yields them by name. Missing ones are challenged together. */
export function allOf<const N extends Readonly<Record<string, AnyProvider>>>(of: N): ProviderValue<Values<N>, Scopes<N[keyof N]>> {
  return makeProvider({ kind: "function", needs: of, run: (values) => values, name: "allOf", passesOn: true });
}
