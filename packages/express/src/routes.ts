import { ConfigurationError, covers, type RouteEntry } from "@ampoule/core/adapter";
import type { Express } from "express";

type Pattern = string | RegExp;

/** A layer of Express's router, as far as it is read. `rawPath` (router 2.3) is the path as it was written. */
interface Layer {
  readonly name: string;
  readonly handle: object & { readonly stack?: readonly Layer[] };
  readonly rawPath?: Pattern | readonly Pattern[];
  readonly route?: { readonly stack: readonly { readonly method?: string; readonly handle: object }[] };
  match(path: string): false | { readonly path: string };
}

/** A route, and which paths it answers, as seen from one router. */
interface Found extends RouteEntry {
  readonly pattern: Pattern;
  matches(path: string): boolean;
}

/** Applications that were mounted on others. Express keeps no way down to them, but each knows its parent. */
const mounted = new WeakMap<object, Set<Express>>();

/** Every route of the application, in order, with the middleware that stands above it. */
export function routesOf(app: Express): RouteEntry[] {
  const { parent } = app as { parent?: object };
  if (parent !== undefined) mounted.set(parent, (mounted.get(parent) ?? new Set()).add(app));
  return routesIn(app);
}

function routesIn(app: Express): Found[] {
  return walk(app.router.stack as unknown as readonly Layer[], app);
}

function walk(stack: readonly Layer[], app: Express): Found[] {
  const before: Layer[] = [];
  return stack.flatMap((layer) => {
    const found = below(layer, app);
    if (found === undefined) before.push(layer);
    const above = before.map((middleware) => ({ middleware, matches: (path: string) => middleware.match(path) !== false }));
    return (found ?? []).map((route) => ({
      ...route,
      above: [...above.filter((one) => covers(one, route, route.pattern)).map(({ middleware }) => middleware.handle), ...route.above],
    }));
  });
}

/** The routes that a layer leads to, or `undefined` for plain middleware. */
function below(layer: Layer, app: Express): Found[] | undefined {
  if (layer.route !== undefined) return patternsOf(layer).flatMap((pattern) => ownRoutes(layer, pattern));
  const inner = layer.name === "mounted_app" ? mountedRoutes(layer, app) : layer.handle.stack && walk(layer.handle.stack, app);
  return inner && patternsOf(layer).flatMap((pattern) => inner.map((route) => under(layer, pattern, route)));
}

function ownRoutes(layer: Layer, pattern: Pattern): Found[] {
  const stack = layer.route?.stack ?? [];
  const methods = new Set(stack.map(({ method }) => method));
  // `app.all` adds its handlers once for each method that Node knows.
  const distinct = methods.size > 9 ? [stack[0]?.method] : [...methods];
  return distinct.map((method) => ({
    method: methods.size > 9 ? "ALL" : (method?.toUpperCase() ?? "ALL"),
    path: String(pattern),
    pattern,
    handlers: stack.filter((one) => one.method === undefined || one.method === method).map(({ handle }) => handle),
    above: [],
    matches: (path) => layer.match(path) !== false,
  }));
}

/** A route of a mounted router, as seen from the router above. */
function under(layer: Layer, mount: Pattern, route: Found): Found {
  const prefix = mount === "/" ? "" : String(mount);
  const path = `${prefix}${route.path === "/" && prefix !== "" ? "" : route.path}`;
  const textual = typeof mount === "string" && typeof route.pattern === "string";
  const matches = (asked: string) => {
    const match = layer.match(asked);
    return match !== false && route.matches(asked.slice(match.path.length) || "/");
  };
  return { ...route, path, pattern: textual ? path : /(?:)/, matches };
}

function mountedRoutes(layer: Layer, app: Express): Found[] {
  const applications = [...(mounted.get(app) ?? [])].filter(({ mountpath }) => String(mountpath) === String(layer.rawPath));
  if (applications.length > 0) return applications.flatMap((application) => routesIn(application));
  throw new ConfigurationError(
    "unmarked_route",
    `An application is mounted at ${String(layer.rawPath)}, and Express does not tell which: seal it before its parent, or use express.Router() instead.`,
  );
}

function patternsOf({ rawPath }: Layer): readonly Pattern[] {
  if (rawPath !== undefined) return [rawPath].flat();
  throw new ConfigurationError(
    "unmarked_route",
    "This version of Express does not tell the paths of its routes: update express to 5.3 and router to 2.3 or newer.",
  );
}
