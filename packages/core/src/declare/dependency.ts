import type { Token } from "../contract/container.js";
import { declareParameter } from "./declarations.js";
import type { ParameterDecoratorFor } from "./fits.js";

/**
 * Fills a method's parameter with a service from the container, or with the request (`REQUEST`).
 *
 * Guarantees: the token is bound, or the route does not start; the container's lifetimes hold (singleton: one; transient: one per
 * request; container-scoped: one per request, from a child container). A handler's services are asked for only after everybody who
 * may not pass has been refused. It secures nothing: use `@Security` for that.
 *
 * @example
 * ```ts
 * class ItemsController {
 *   list(@Security(currentUser) me: User, @Dependency(Items) items: Items) { return items.of(me); }
 * }
 * ```
 */
export function Dependency<T>(token: Token<T>): ParameterDecoratorFor<T> {
  return (...place) => declareParameter("Dependency", place, { kind: "dependency", token });
}
