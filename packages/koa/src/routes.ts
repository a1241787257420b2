import { covers, type RouteEntry, type RouteFunction } from "@ampoule/core/adapter";
import type { Router } from "@koa/router";

type Layer = Router["stack"][number];

/** Every route of the application, in order, with the middleware that stands above it. */
export function routesOf(app: { readonly middleware: readonly RouteFunction[] }): RouteEntry[] {
  const before: RouteFunction[] = [];
  return app.middleware.flatMap((middleware) => {
    const { router }: RouteFunction & { router?: Router } = middleware;
    const above = [...before];
    if (router !== undefined) return routesIn(router, above);
    before.push(middleware);
    return [{ method: "ALL", path: "/", matches: () => true, handlers: [middleware], above, isMaybeMiddleware: true }];
  });
}

/** @koa/router copies nested routers into its own flat stack, with their whole paths. */
function routesIn(router: Router, before: readonly object[]): RouteEntry[] {
  // A router for one host runs for no other: it stands before its routes, as middleware would that hands on what is not for it.
  const outside = router.host === undefined ? before : [...before, router];
  const middleware = middlewareOf(router);
  return router.stack.flatMap((layer, index) => {
    const above = [...outside, ...middlewareAbove(middleware, layer, index)];
    const matches = (path: string) => layer.match(path);
    const entry = { path: String(layer.path), matches, handlers: layer.stack, above, isMaybeMiddleware: layer.methods.length === 0 };
    const isExpression = typeof layer.path !== "string";
    return methodsOf(layer).map((method) => ({ ...entry, method, isExpression }));
  });
}

/** Middleware of the router's own, and where it stands among its layers. */
interface Standing {
  readonly layer: Layer;
  readonly index: number;
}

/** An exclusive router runs the one layer that fits best, and no middleware of its own. */
function middlewareOf({ stack, exclusive }: Router): readonly Standing[] {
  const layers = exclusive ? [] : stack.map((layer, index) => ({ layer, index }));
  return layers.filter(({ layer: { methods, path } }) => methods.length === 0 && typeof path === "string");
}

function middlewareAbove(middleware: readonly Standing[], route: Layer, index: number): object[] {
  const asMatcher = (layer: Layer) => ({ matches: (path: string) => layer.match(path) });
  const answers = asMatcher(route);
  const before = middleware.filter((one) => one.index < index).map(({ layer }) => layer);
  return before.filter((one) => covers(asMatcher(one), answers, route.path)).flatMap(({ stack }) => stack);
}

/** HEAD comes with GET, and `all` with everything that Node knows. */
function methodsOf({ methods }: Layer): readonly string[] {
  if (methods.length === 0) return ["ALL"];
  return methods.length > 9 ? ["ALL"] : methods.filter((method) => method !== "HEAD" || !methods.includes("GET"));
}
