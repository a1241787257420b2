import { ConfigurationError } from "../contract/errors.js";
import type { Route } from "./engine.js";
import type { MarkedRoute } from "./report.js";

/** Whether any guard lets a route through unasked: few routes are such. */
export function isException({ own }: MarkedRoute): boolean {
  return own.some(({ exceptedFrom }) => exceptedFrom.size > 0);
}

/**
 * A guard that has an exception is not asked on some paths. A handler of Ampoule's that answers there asks it; a route of the framework's own would not,
 * and which paths it answers samples cannot tell for certain. So over those the guard does not count.
 */
export function withoutExcusing(entry: MarkedRoute, excusing: ReadonlySet<object>): MarkedRoute {
  if (entry.own.some(({ isGuard }) => !isGuard)) return entry;
  const isAsked = (guard: Route) => !excusing.has(guard);
  return { ...entry, own: entry.own.filter(isAsked), guards: entry.guards.filter(isAsked) };
}

/**
 * Tells each guard which routes it lets through unasked. `standing` is every guard of the application, wherever it stands.
 *
 * @throws ConfigurationError on a guard of two applications, where one's exception would be the other's hole: then no guard has been told anything.
 */
export function exceptFrom(app: object, routes: readonly MarkedRoute[], standing: ReadonlySet<Route>): void {
  const excepted = Map.groupBy(
    routes
      .filter(isException)
      .flatMap((entry) => entry.own.flatMap(({ exceptedFrom }) => [...exceptedFrom].map((guard) => ({ guard, entry })))),
    ({ guard }) => guard as Route,
  );
  const concerned = new Set([...standing, ...excepted.keys()]);
  for (const guard of concerned) if (excepted.has(guard) || guard.exceptions.length > 0) requireAlone(guard, app);
  for (const guard of concerned) guard.applications = new Set(guard.applications).add(app);
  for (const [guard, found] of excepted) guard.exceptions = found.map(({ entry }) => entry);
}

function requireAlone({ applications, plan }: Route, app: object): void {
  if ([...applications].every((one) => one === app)) return;
  throw new ConfigurationError("invalid_option", `${plan.label} has an exception and stands in two applications: make a guard for each.`);
}
