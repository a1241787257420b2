import { ConfigurationError } from "../contract/errors.js";
import type { RouteEntry } from "./binding.js";
import { covers } from "./coverage.js";

/** @throws ConfigurationError naming a route that answers before it is asked whether the request came over https: whoever mounts it means all routes below. */
export function requireFirst(entries: readonly RouteEntry[], isHttps: (handler: object) => boolean): void {
  for (const [index, entry] of entries.entries()) {
    const https = entry.handlers.find(isHttps);
    const passed = https && entries.slice(0, index).find((route) => isPassed(entry, https, route));
    if (passed === undefined) continue;
    throw new ConfigurationError(
      "invalid_option",
      `${passed.method} ${passed.path} stands before secure.https(), which is never asked there: mount it before every route that is to want https.`,
    );
  }
}

function isPassed(https: RouteEntry, handler: object, route: RouteEntry): boolean {
  if (route.isMaybeMiddleware === true || route.isExpression === true || route.above.includes(handler)) return false;
  return covers(https, route, route.path);
}
