import type { AnyProvider, Provided, Scopes } from "../contract/provider.js";
import { declareParameter } from "./declarations.js";
import type { ParameterDecoratorFor } from "./fits.js";

/**
 * Fills a method's parameter with what a provider yields, and lets nobody pass for whom it yields nothing.
 *
 * Guarantees: the method runs only with a granted value; a parameter whose type cannot hold that value does not compile; the provider
 * runs at most once per request, however many parameters and guards ask. `scopes` flow down to the schemes below the provider and
 * are enforced there: 403 naming all that are needed.
 *
 * It only records: the method is secured where `secure(Controller, "method")` mounts it, and a direct call checks nothing. Works on
 * public instance methods, with `"experimentalDecorators": true`; needs no emitted metadata. A parameter typed `any` passes unchecked.
 *
 * @throws ConfigurationError on a constructor parameter, a static method, or under standard decorators.
 * @example
 * ```ts
 * class ItemsController {
 *   list(@Security(currentUser, "items:read") me: User) { return [me.id]; }
 * }
 * ```
 */
export function Security<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): ParameterDecoratorFor<Provided<P>> {
  return (...place) => declareParameter("Security", place, { kind: "security", provider, scopes });
}

/**
 * Makes an application's own decorator from a provider.
 *
 * @example
 * ```ts
 * const CurrentUser = securityParam(currentUser);
 * class MeController {
 *   show(@CurrentUser() me: User) { return me; }
 * }
 * ```
 */
export function securityParam<const P extends AnyProvider>(provider: P): (...scopes: Scopes<P>[]) => ParameterDecoratorFor<Provided<P>> {
  return (...scopes) => Security(provider, ...scopes);
}
