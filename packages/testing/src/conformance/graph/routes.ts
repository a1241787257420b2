import type { RequestSpec } from "../format/exchange.js";
import type { EdgeSpec, GraphSpec, RouteSpec } from "../format/graph.js";
import type { SchemeSpec } from "../format/scheme.js";
import { joined } from "../frames/known-routes.js";

/** One route of a graph with everything that runs for it. */
export interface PlacedRoute {
  readonly method: string;
  readonly path: string;
  /** Of the application, the inclusion and the router, outermost first. */
  readonly guards: readonly EdgeSpec[];
  /** Of the route itself, for effect. */
  readonly effects: readonly EdgeSpec[];
  readonly needs: readonly EdgeSpec[];
}

/** Every route of a graph. */
export function routesOf({ app = {}, routers = [], routes = [] }: GraphSpec): PlacedRoute[] {
  const above = app.deps ?? [];
  const place = (prefix: string, guards: readonly EdgeSpec[], { method, path, deps = [], needs = [] }: RouteSpec): PlacedRoute => ({
    method,
    path: joined(prefix, path),
    guards,
    effects: deps,
    needs,
  });
  return [
    ...routes.map((route) => place("", above, route)),
    ...routers.flatMap((router) => {
      const guards = [...above, ...(router.includeDeps ?? []), ...(router.deps ?? [])];
      return router.routes.map((route) => place(router.prefix, guards, route));
    }),
  ];
}

/** The route that a request is for. */
export function routeFor(graph: GraphSpec, request: RequestSpec): PlacedRoute | undefined {
  return routesOf(graph).find(({ method, path }) => method === request.method && isAt(path, request.path));
}

/** Whether a path is one that a template stands for, in which `{name}` is any one segment. */
export function isAt(template: string, path: string): boolean {
  const [segments, asked] = [bare(template).split("/"), bare(path).split("/")];
  return segments.length === asked.length && segments.every((one, index) => one.startsWith("{") || one === asked[index]);
}

/** A path without the slash behind it. */
export function bare(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** Every scheme below some uses, in resolution order, with the scopes that are demanded of it. */
export function schemesBelow(graph: GraphSpec, edges: readonly EdgeSpec[]): Map<string, SchemeSpec> {
  const found = new Map<string, SchemeSpec>();
  const visit = ({ scheme, dep }: EdgeSpec) => {
    const spec = scheme === undefined ? undefined : graph.schemes?.[scheme];
    if (scheme !== undefined && spec !== undefined) found.set(scheme, spec);
    if (dep !== undefined) graph.deps?.[dep]?.needs?.forEach(visit);
  };
  edges.forEach(visit);
  return found;
}

/** The same graph with each override put in, one step and no further. */
export function overridden(graph: GraphSpec): GraphSpec {
  const { overrides = {}, ...rest } = graph;
  const replace = ({ dep, scheme, ...edge }: EdgeSpec): EdgeSpec => {
    const standIn = overrides[dep ?? scheme ?? ""];
    if (standIn !== undefined) return { ...edge, dep: standIn };
    return { ...edge, ...(dep !== undefined && { dep }), ...(scheme !== undefined && { scheme }) };
  };
  return mapEdges(rest, replace);
}

function mapEdges(graph: GraphSpec, change: (edge: EdgeSpec) => EdgeSpec): GraphSpec {
  const below = <T extends object>(holder: T): T =>
    Object.fromEntries(
      Object.entries(holder).map(([field, value]: [string, unknown]) => [
        field,
        ["needs", "deps", "includeDeps"].includes(field) && Array.isArray(value) ? (value as EdgeSpec[]).map(change) : value,
      ]),
    ) as T;
  const { app = {}, deps = {}, routes = [], routers = [] } = graph;
  return {
    ...graph,
    app: below(app),
    deps: Object.fromEntries(Object.entries(deps).map(([name, spec]) => [name, below(spec)])),
    routes: routes.map(below),
    routers: routers.map((router) => below({ ...router, routes: router.routes.map(below) })),
  };
}

/** Every use that a graph describes. */
export function edgesOf(graph: GraphSpec): EdgeSpec[] {
  const routes = routesOf(graph).flatMap(({ guards, effects, needs }) => [...guards, ...effects, ...needs]);
  return [...routes, ...Object.values(graph.deps ?? {}).flatMap(({ needs = [] }) => needs)];
}

/** Every scope that anything in the graph demands. */
export function demandedScopes(graph: GraphSpec): readonly string[] {
  return [...new Set(edgesOf(graph).flatMap(({ scopes = [] }) => scopes))];
}
