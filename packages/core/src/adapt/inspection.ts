import { ConfigurationError } from "../contract/errors.js";
import type { Binding, RouteEntry, RouteFunction } from "./binding.js";
import type { Route } from "./engine.js";
import { exceptFrom, isException, withoutExcusing } from "./exceptions.js";
import { requireOwnPath, requireReached } from "./path-checks.js";
import { requireFirst } from "./standing-first.js";
import { reportOf, requireMarked, requireOwnMethod, type MarkedRoute, type RouteReport, type SealOptions } from "./report.js";

/** Knows which function carries which route, and finds them again in the framework's own list. */
export class Inspection<App> {
  readonly #marks = new WeakMap<object, Route>();
  readonly #https = new WeakSet<object>();
  readonly #binding: Pick<Binding<App, never>, "routes" | "answersAlone" | "isMounted">;

  constructor(binding: Pick<Binding<App, never>, "routes" | "answersAlone" | "isMounted">) {
    this.#binding = binding;
  }

  mark(handler: object, route: Route): void {
    this.#marks.set(handler, route);
  }

  /** Notes what refuses plain HTTP, to see that it stands before the routes. */
  markHttps(handler: object): void {
    this.#https.add(handler);
  }

  /** Lets a handler pass a guard unasked. @throws ConfigurationError on what `secure` did not make. */
  except(handler: object, guard: Route): void {
    const route = this.#marks.get(handler);
    if (route !== undefined && !route.isGuard) return void (route.exceptedFrom = new Set(route.exceptedFrom).add(guard));
    throw new ConfigurationError("invalid_option", "except() takes a handler that secure(...) or secure.open(...) made.");
  }

  report(app: App): RouteReport[] {
    return routesAmong(this.#entries(app)).map((route) => reportOf(route));
  }

  /** Every route that something answers, and not only guards. */
  answering(app: App): MarkedRoute[] {
    return this.#answeringAmong(routesAmong(this.#entries(app)));
  }

  #answeringAmong(routes: readonly MarkedRoute[]): MarkedRoute[] {
    return routes.filter(({ handlers }) => {
      const last = handlers.at(-1);
      return last === undefined || this.#marks.get(last)?.isGuard !== true;
    });
  }

  /** Refuses unmarked routes, and those that would never answer as they are meant to; then lets events name each route by its pattern, and lets everything that was found answer. Gives back the routes that something answers. */
  seal(app: App, options: SealOptions = {}): MarkedRoute[] {
    const found = [...this.#binding.routes(app)];
    const entries = this.#marked(found);
    const routes = routesAmong(entries);
    requireMarked(routes, options);
    const isMounted = this.#binding.isMounted?.(app) === true;
    requireReached(found, (handler) => this.#marks.get(handler));
    requireFirst(found, (handler) => this.#https.has(handler));
    for (const route of routes) {
      requireOwnMethod(route);
      if (!isMounted) requireOwnPath(route);
    }
    const marked = entries.flatMap(({ handlers }) => handlers.flatMap((handler) => this.#marks.get(handler) ?? []));
    if (!isMounted) exceptFrom(app as object, routes, new Set(marked.filter(({ isGuard }) => isGuard)));
    label(routes);
    if (!isMounted) for (const route of marked) route.isSealed = true;
    return this.#answeringAmong(routes);
  }

  #entries(app: App): MarkedRoute[] {
    return this.#marked([...this.#binding.routes(app)]);
  }

  #marked(found: readonly RouteEntry[]): MarkedRoute[] {
    const entries = found.map((entry) => ({
      ...entry,
      own: this.#chain(entry.handlers),
      guards: entry.above.flatMap((one) => this.#marks.get(one) ?? []),
    }));
    const narrowed = entries.map(forItsMethod);
    const excusing = new Set(narrowed.filter(isException).flatMap(({ own }) => own.flatMap(({ exceptedFrom }) => [...exceptedFrom])));
    return narrowed.map((entry) => withoutExcusing(entry, excusing));
  }

  /**
   * What decides over a request that goes through these functions: everything up to the first that answers. Where nothing stands behind the last guard, it
   * is something before the guards that answers.
   */
  #chain(handlers: RouteEntry["handlers"]): Route[] {
    const routes = handlers.map((handler) => this.#marks.get(handler));
    const end = routes.findIndex((route, index) => (route === undefined ? this.#answersAlone(handlers[index]) : !route.isGuard));
    const chain = routes.slice(0, end === -1 ? undefined : end + 1);
    const guardsNothing = chain[0] === undefined && chain.at(-1)?.isGuard === true;
    return guardsNothing ? [] : chain.filter((route) => route !== undefined);
  }

  #answersAlone(handler: RouteFunction | undefined): boolean {
    return handler !== undefined && this.#binding.answersAlone(handler);
  }
}

/** Names each route by its pattern. A handler that is mounted twice keeps its own name. */
function label(routes: readonly MarkedRoute[]): void {
  const seen = new Set<Route>();
  for (const { own, method, path } of routes) {
    for (const route of own) {
      route.label = seen.has(route) ? route.plan.label : `${method} ${path}`;
      seen.add(route);
    }
  }
}

/** An endpoint is mounted for every method, and answers one. */
function forItsMethod(entry: MarkedRoute): MarkedRoute {
  const method = entry.method === "ALL" ? entry.own.at(-1)?.method : undefined;
  return method === undefined ? entry : { ...entry, method };
}

/** Middleware is a route where it carries a handler. */
function routesAmong(entries: readonly MarkedRoute[]): MarkedRoute[] {
  return entries.filter(({ own, isMaybeMiddleware }) => isMaybeMiddleware !== true || own.some(({ isGuard }) => !isGuard));
}

/** @throws ConfigurationError where nobody has looked at the application that a route belongs to. */
export function requireSealed({ isSealed, label }: Route): void {
  if (isSealed) return;
  throw new ConfigurationError(
    "not_sealed",
    `${label} is not among the routes of a sealed application: call secure.seal(app) once all routes are declared, and mount routers where the framework lists them.`,
  );
}
