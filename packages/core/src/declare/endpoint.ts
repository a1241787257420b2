import { makeEndpoint, type Endpoint, type EndpointMethod } from "../contract/endpoint.js";
import type { ResourceValue, Needs, Values } from "../contract/provider.js";
import type { Token } from "../contract/container.js";
import type { OperationDescription } from "../openapi/description.js";

/**
 * A handler as a value: which method it answers, what it needs, and what it answers. Mount it with `secure(…)` on any of the frameworks, for every method. Two endpoints of one path are
 * mounted each for its own: the first one would answer 405 in the place of the other, so two that are both mounted for every method do not start.
 *
 * Guarantees what `secure` does of a function: `run` is called only with everything it needs. Another method than its own is answered 405 with `Allow`
 * (RFC 9110 section 15.5.6) before anything else is asked. What is said of it appears in OpenAPI documents.
 *
 * It takes none of the framework's own arguments: ask for `REQUEST`, and return a value or a `Response`.
 *
 * @param description what OpenAPI says of the operation. Default: nothing.
 * @throws ConfigurationError, where it is mounted, as `secure` does; and at `seal()`, where it is mounted for another method, or beside another one for every method.
 * @example
 * ```ts
 * const whoAmI = endpoint("GET", { me: currentUser }, ({ me }) => ({ name: me.name }), { summary: "Who I am" });
 * app.all("/me", secure(whoAmI));
 * ```
 */
export function endpoint<const N extends Needs>(
  method: EndpointMethod,
  needs: N,
  run: (needs: Values<N>) => unknown,
  description: OperationDescription = {},
): Endpoint {
  return makeEndpoint({ method, needs, run, open: false, description });
}

/**
 * The same, open to everybody, on purpose.
 *
 * @throws ConfigurationError, where it is mounted, when something that it needs asks who is calling.
 * @example
 * ```ts
 * const health = openEndpoint("GET", {}, () => ({ ok: true }));
 * app.all("/health", secure(health));
 * ```
 */
export function openEndpoint<const N extends Readonly<Record<string, Token<unknown> | ResourceValue<unknown>>>>(
  method: EndpointMethod,
  needs: N,
  run: (needs: Values<N>) => unknown,
  description: OperationDescription = {},
): Endpoint {
  return makeEndpoint({ method, needs, run, open: true, description });
}
