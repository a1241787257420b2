import type { Token } from "../contract/container.js";
import { endpointIn, type Endpoint } from "../contract/endpoint.js";
import type { Needs } from "../contract/provider.js";
import type { Declaration, HandlerFunction } from "../plan/compile.js";

/** What `secure` was told of a handler. An endpoint takes nothing of the framework's. */
export function secured(
  subject: Endpoint | Token<unknown> | Needs,
  by: PropertyKey | HandlerFunction | undefined,
  given: readonly string[],
): Declaration {
  const ready = endpointIn(subject);
  if (ready !== undefined) return { kind: "function", ...ready, takes: 0, given: [] };
  return typeof by === "function"
    ? { kind: "function", needs: subject as Needs, run: by, takes: by.length - 1, open: false, given }
    : { kind: "method", controller: subject as Token<unknown>, method: by as PropertyKey, given };
}

/** The same of `secure.open`. */
export function opened(first: Needs | HandlerFunction, second: HandlerFunction | undefined, given: readonly string[]): Declaration {
  if (typeof first !== "function")
    return { kind: "function", needs: first, run: second as HandlerFunction, takes: (second?.length ?? 1) - 1, open: true, given };
  const { [first.name]: run } = { [first.name]: (_: never, ...rest: never[]) => first(...(rest as never)) };
  return { kind: "function", needs: {}, run: run as HandlerFunction, takes: first.length, open: true, given };
}
