import { ConfigurationError } from "../contract/errors.js";
import type { AnyProvider, Scopes } from "../contract/provider.js";
import { declare, declareClassGuard, declareFunctionGuard } from "./declarations.js";

/** A decorator for a class, or for one of its methods. */
export type GuardDecorator = (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => void;

/**
 * Lets nobody pass to a method, or to any method of a class, for whom a provider yields nothing. What it yields is not handed on: ask for it with
 * `@Security`, which does not run it again.
 *
 * Guarantees: asked before the method's own parameters, the class before the method, the outermost decorator first; subclasses and methods that override
 * add to it, and cannot take it away. `scopes` flow down to the schemes below the provider.
 *
 * It only records: the method is secured where `secure(Controller, "method")` mounts it. It secures no constructor and no accessor.
 *
 * @throws ConfigurationError on a parameter, a static method, or under standard decorators; and at set-up on a method that is also `@Open()`.
 * @example
 * ```ts
 * @Guarded(currentUser)
 * class ReportsController {
 *   @Guarded(admin) all() { return ["a", "b"]; }
 *   mine(@Security(currentUser) me: User) { return [me.id]; }
 * }
 * ```
 */
export function Guarded<const P extends AnyProvider>(provider: P, ...scopes: Scopes<P>[]): GuardDecorator {
  return (target, key, descriptor) => {
    if (typeof descriptor === "number")
      throw new ConfigurationError("invalid_option", "@Guarded goes on a class or a method: a parameter takes @Security.");
    const guard = { provider, scopes };
    const isClass = typeof target === "function" && key === undefined;
    if (isClass) return declareClassGuard((target as { readonly prototype: object }).prototype, guard);
    declare("Guarded", target, key).guards.unshift(guard);
    if (typeof descriptor?.value === "function") declareFunctionGuard(descriptor.value as object, guard);
  };
}
