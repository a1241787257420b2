import { absent, provider, type AnyProvider, type Provided, type Scopes } from "@ampoule/core";
import { standIn, type Override, type ProviderOf } from "@ampoule/core/adapter";

/** What an adapter's `security()` gives, as far as tests need it. */
export interface Overridable {
  override<const P extends AnyProvider>(original: P, replacement: ProviderOf<NoInfer<Provided<P>>>): Override;
}

/** What {@link Acting.as} can be told. */
export interface ActingOptions<S extends string> {
  /** The scopes that are held, and no others. Default: those that the principal itself says it holds, where the provider's scheme looks for them. */
  readonly scopes?: readonly S[];
}

/** Lets requests be somebody's without a credential. Made by {@link acting}. */
export interface Acting {
  /**
   * Every request is the principal's, until the result is restored or disposed: `provider` yields it, and asks nothing below itself. What stands above runs as
   * ever: policies, `narrow`, `scoped`, scopes that handlers demand, and providers that need it.
   *
   * @throws ConfigurationError where the provider is overridden already.
   */
  as<const P extends AnyProvider>(provider: P, principal: NoInfer<Provided<P>>, options?: ActingOptions<Scopes<P>>): Override;
  /** No request presents anything to `provider`: 401 where it is required, `null` where it is optional. */
  nobody(provider: AnyProvider): Override;
}

/**
 * Acting as somebody, in tests: what decides over permissions still decides.
 *
 * The override is the application's, not one request's: tests that run at the same time need an application each.
 *
 * @example
 * ```ts
 * using _ = acting(secure).as(currentUser, alice, { scopes: ["notes:read"] });
 * expect((await ask("GET", "/notes")).status).toBe(200);
 * expect((await ask("POST", "/notes")).status).toBe(403);
 * ```
 */
export function acting(secure: Overridable): Acting {
  return {
    as: (original, principal, { scopes } = {}) => secure.override<typeof original>(original, standIn(principal, scopes)),
    nobody: (original) =>
      secure.override<AnyProvider>(
        original,
        provider({}, () => absent),
      ),
  };
}
