import { ConfigurationError } from "../contract/errors.js";
import { definition, isProvider } from "../contract/provider.js";
import { isElsewhere } from "../authorization/path-pattern.js";
import type { RouteEntry } from "./binding.js";
import type { Route } from "./engine.js";
import type { MarkedRoute } from "./report.js";

/** @throws ConfigurationError naming a route whose handler asks for the parameters of another path: every request would be answered 404. */
export function requireOwnPath({ method, path, own, isExpression = false }: MarkedRoute): void {
  if (isExpression) return;
  const asked = own.flatMap(({ plan }) => plan.keys.flatMap(patternOf));
  const elsewhere = asked.find((pattern) => isElsewhere(pattern, path));
  if (elsewhere === undefined) return;
  throw new ConfigurationError(
    "invalid_option",
    `${method} ${path} asks for pathParameters(${JSON.stringify(elsewhere)}), which is another path: write the whole path of the route, with its names where they stand in it.`,
  );
}

function patternOf(key: unknown): readonly string[] {
  if (!isProvider(key) || typeof key === "function") return [];
  const made = key[definition];
  return made.kind === "function" && made.path !== undefined ? [made.path] : [];
}

type MarkOf = (handler: object) => Route | undefined;

/** An endpoint that is mounted for every method, and what stands before it. */
interface Mounted {
  readonly entry: RouteEntry;
  readonly route: Route;
  readonly before: readonly object[];
}

/** @throws ConfigurationError naming two endpoints of one path that are both mounted for every method: the one would answer 405 in the place of the other. */
export function requireReached(entries: readonly RouteEntry[], markOf: MarkOf): void {
  const mounted = entries.flatMap((entry) => endpointsIn(entry, markOf));
  const byPath = Map.groupBy(mounted, ({ entry: { path, isMaybeMiddleware, isExpression } }) =>
    JSON.stringify([path, isMaybeMiddleware, isExpression]),
  );
  for (const [one, ...others] of byPath.values()) {
    const other = others.find(({ route }) => route !== one?.route);
    if (one !== undefined && other !== undefined && answersFirst(one, other, markOf)) throw unreached(one, other);
  }
}

function endpointsIn(entry: RouteEntry, markOf: MarkOf): Mounted[] {
  if (entry.method !== "ALL") return [];
  return entry.handlers.flatMap((handler, index) => {
    const route = markOf(handler);
    return route?.method === undefined ? [] : [{ entry, route, before: entry.handlers.slice(0, index) }];
  });
}

/** Plain functions before the one alone might hand a request on past it: then the other may be reached. */
function answersFirst(one: Mounted, other: Mounted, markOf: MarkOf): boolean {
  const shared = new Set(other.entry.above);
  const alone = [...one.entry.above.filter((handler) => !shared.has(handler)), ...one.before];
  return alone.every((handler) => markOf(handler) !== undefined);
}

function unreached({ entry, route }: Mounted, { route: other }: Mounted): ConfigurationError {
  const [first, second] = [route, other].map(({ plan, method }) => `${plan.label} (${method})`);
  return new ConfigurationError(
    "invalid_option",
    `${first} and ${second} are both mounted at ${entry.path} for every method, so one of them is never reached: leave one out, or mount each for its own method.`,
  );
}
