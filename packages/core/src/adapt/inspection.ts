import type { Binding, RouteEntry, RouteFunction } from "./binding.js";
import type { Route } from "./engine.js";
import { reportOf, requireMarked, type MarkedRoute, type RouteReport, type SealOptions } from "./report.js";

/** Knows which function carries which route, and finds them again in the framework's own list. */
export class Inspection<App> {
  readonly #marks = new WeakMap<object, Route>();
  readonly #binding: Pick<Binding<App, never>, "routes" | "answersAlone">;

  constructor(binding: Pick<Binding<App, never>, "routes" | "answersAlone">) {
    this.#binding = binding;
  }

  mark(handler: object, route: Route): void {
    this.#marks.set(handler, route);
  }

  report(app: App): RouteReport[] {
    return this.#marked(app).map(reportOf);
  }

  /** Refuses unmarked routes, then lets events name each route by its pattern. */
  seal(app: App, options: SealOptions = {}): void {
    const routes = this.#marked(app);
    requireMarked(routes.map(reportOf), options);
    const seen = new Set<Route>();
    for (const { own, method, path } of routes) {
      for (const route of own) {
        // A handler that is mounted twice keeps its own name.
        if (!seen.has(route)) route.label = `${method} ${path}`;
        else route.label = route.plan.label;
        seen.add(route);
      }
    }
  }

  #marked(app: App): MarkedRoute[] {
    const marked = [...this.#binding.routes(app)].map((entry) => ({
      ...entry,
      own: this.#chain(entry.handlers),
      guards: entry.above.flatMap((one) => this.#marks.get(one) ?? []),
    }));
    return marked.filter(({ own, isMaybeMiddleware }) => isMaybeMiddleware !== true || own.some(({ isGuard }) => !isGuard));
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
