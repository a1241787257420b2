import { METHODS } from "node:http";
import { ConfigurationError, covers, type PathMatcher, type RouteEntry, type RouteFunction } from "@ampoule/core/adapter";
import type { Express } from "express";

type Pattern = string | RegExp;

/** A layer of Express's router, as far as it is read. `rawPath` (router 2.3) is the path as it was written. */
interface Layer {
  readonly name: string;
  readonly handle: RouteFunction & { readonly stack?: readonly Layer[] };
  readonly rawPath?: Pattern | readonly Pattern[];
  readonly route?: { readonly stack: readonly { readonly method?: string; readonly handle: RouteFunction }[] };
  match(path: string): false | { readonly path: string };
}

/** An application, as far as it is read. `parent`: the one that it was mounted on. */
interface Application {
  readonly router: { readonly stack: readonly Layer[] };
  readonly mountpath: string | readonly string[];
  readonly parent?: object;
}

/** A route, and which paths it answers, as seen from one router. */
interface Found extends RouteEntry {
  readonly pattern: Pattern;
}

/** Applications that were mounted on others. Express keeps no way down to them, but each knows its parent. */
const mounted = new WeakMap<object, Set<Application>>();

/** Every route of the application, in order, with the middleware that stands above it. */
export function routesOf(express: Express): RouteEntry[] {
  const app = applicationOf(express);
  const { parent } = app;
  if (parent !== undefined) mounted.set(parent, (mounted.get(parent) ?? new Set()).add(app));
  return routesIn(app);
}

/** The one place where Express's types are not believed: they know neither what layers are made of, nor the parent. */
function applicationOf(app: object): Application {
  return app as Application;
}

function routesIn(app: Application): Found[] {
  return walk(app.router.stack, app);
}

function walk(stack: readonly Layer[], app: Application): Found[] {
  const before: Standing[] = [];
  return stack.flatMap((layer) => {
    const found = below(layer, app);
    const routes = found ?? patternsOf(layer).map((pattern) => middlewareAt(layer, pattern));
    const above = [...before];
    if (found === undefined && patternsOf(layer).every((pattern) => typeof pattern === "string")) before.push(standing(layer));
    if (above.length === 0) return routes;
    return routes.map((route) => ({
      ...route,
      above: [...above.filter((one) => covers(one, route, route.pattern)).map(({ handle }) => handle), ...route.above],
    }));
  });
}

/** Middleware that stands before routes. */
type Standing = PathMatcher & Pick<Layer, "handle">;

function standing(layer: Layer): Standing {
  return { handle: layer.handle, matches: (path) => layer.match(path) !== false };
}

/** The routes that a layer leads to, or `undefined` for plain middleware. */
function below(layer: Layer, app: Application): Found[] | undefined {
  if (layer.route !== undefined) return patternsOf(layer).flatMap((pattern) => ownRoutes(layer, pattern));
  const inner = innerRoutes(layer, app);
  return inner && patternsOf(layer).flatMap((pattern) => inner.map((route) => under(layer, pattern, route)));
}

function innerRoutes(layer: Layer, app: Application): Found[] | undefined {
  if (layer.name === "mounted_app") return mountedRoutes(layer, app);
  if (layer.handle.stack !== undefined) return walk(layer.handle.stack, app);
  // An application that stands on a router has no parent that it could tell of.
  return "mountpath" in layer.handle && "router" in layer.handle ? routesIn(applicationOf(layer.handle)) : undefined;
}

function ownRoutes(layer: Layer, pattern: Pattern): Found[] {
  return methodsOf(layer).map((method) => ({ ...middlewareAt(layer, pattern), ...method, isMaybeMiddleware: false }));
}

function middlewareAt(layer: Layer, pattern: Pattern): Found {
  return {
    method: "ALL",
    path: String(pattern),
    pattern,
    handlers: [layer.handle],
    above: [],
    isMaybeMiddleware: true,
    isExpression: typeof pattern !== "string",
    matches: (path) => layer.match(path) !== false,
  };
}

/** Each method with its functions. `app.all` adds the same ones for each method that Node knows. */
function methodsOf({ route }: Layer): { method: string; handlers: RouteFunction[] }[] {
  const stack = route?.stack ?? [];
  const methods = [...new Set(stack.map(({ method }) => method))].map((method) => ({
    method: method?.toUpperCase() ?? "ALL",
    handlers: stack.filter((one) => one.method === undefined || one.method === method).map(({ handle }) => handle),
  }));
  const [first, ...others] = methods;
  const isSame = (handlers: RouteFunction[]) =>
    handlers.length === first?.handlers.length && handlers.every((one, index) => one === first.handlers[index]);
  const isAll = methods.length >= METHODS.length && others.every(({ handlers }) => isSame(handlers));
  return first !== undefined && isAll ? [{ ...first, method: "ALL" }] : methods;
}

/** A route of a mounted router, as seen from the router above. */
function under(layer: Layer, mount: Pattern, route: Found): Found {
  const prefix = String(mount).replace(/\/$/, "");
  const path = `${prefix}${route.path === "/" && prefix !== "" ? "" : route.path}`;
  const textual = typeof mount === "string" && typeof route.pattern === "string";
  const matches = (asked: string) => {
    const match = layer.match(asked);
    return match !== false && route.matches(asked.slice(match.path.length) || "/");
  };
  return { ...route, path, pattern: textual ? path : /(?:)/, isExpression: !textual, matches };
}

/** Which of several applications under one path is which cannot be told: all of them count from where the first one stands. */
function mountedRoutes(layer: Layer, app: Application): Found[] {
  const isHere = (path: unknown) => String(path) === String(layer.rawPath);
  const layers = app.router.stack.filter(({ name, rawPath }) => name === "mounted_app" && isHere(rawPath));
  const applications = [...(mounted.get(app) ?? [])].filter(({ mountpath }) => isHere(mountpath));
  if (applications.length >= layers.length) return layer === layers[0] ? applications.flatMap(routesIn) : [];
  throw new ConfigurationError(
    "unmarked_route",
    `An application is mounted at ${String(layer.rawPath)}, and Express does not tell which: once it is mounted, seal it before its parent, or use express.Router() instead.`,
  );
}

function patternsOf({ rawPath }: Layer): readonly Pattern[] {
  if (rawPath !== undefined) return [rawPath].flat();
  throw new ConfigurationError(
    "unmarked_route",
    "This version of Express does not tell the paths of its routes: update express to 5.3 and router to 2.3 or newer.",
  );
}
