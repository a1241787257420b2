import { covers, type RouteEntry } from "@ampoule/core/adapter";
import type { Router } from "@koa/router";

type Layer = Router["stack"][number];

/** Every route of the application, in order, with the middleware that stands above it. */
export function routesOf(app: { readonly middleware: readonly object[] }): RouteEntry[] {
  const before: object[] = [];
  return app.middleware.flatMap((middleware) => {
    const { router }: { router?: Router } = middleware;
    if (router !== undefined) return routesIn(router, [...before]);
    before.push(middleware);
    return [];
  });
}

/** @koa/router copies nested routers into its own flat stack, with their whole paths. */
function routesIn(router: Router, before: readonly object[]): RouteEntry[] {
  return router.stack.flatMap((layer, index) => {
    const above = [...before, ...middlewareAbove(router, layer, index)];
    return methodsOf(layer).map((method) => ({ method, path: String(layer.path), handlers: layer.stack, above }));
  });
}

function middlewareAbove(router: Router, route: Layer, index: number): object[] {
  // An exclusive router runs the one layer that fits best, and no middleware of its own.
  if (router.exclusive) return [];
  const asMatcher = (layer: Layer) => ({ matches: (path: string) => layer.match(path) });
  const middleware = router.stack.slice(0, index).filter(({ methods, path }) => methods.length === 0 && typeof path === "string");
  return middleware.filter((one) => covers(asMatcher(one), asMatcher(route), route.path)).flatMap(({ stack }) => stack);
}

/** HEAD comes with GET, and `all` with everything that Node knows. */
function methodsOf({ methods }: Layer): readonly string[] {
  return methods.length > 9 ? ["ALL"] : methods.filter((method) => method !== "HEAD" || !methods.includes("GET"));
}
