import type { Needs } from "@ampoule/core";
import type { EdgeSpec, GraphSpec, RouteSpec } from "../format/graph.js";
import type { Json } from "../format/json.js";
import { requireKnown } from "../fields.js";
import type { Board } from "../frames/frame.js";
import { errorOf } from "../http-error.js";
import type { Providers } from "./providers.js";
import type { Recorder } from "./recorder.js";
import { streamed } from "./streaming.js";

/** Mounts a graph on a framework. */
export class GraphMount {
  constructor(
    private readonly graph: GraphSpec,
    private readonly providers: Providers,
    private readonly recorder: Recorder,
  ) {}

  readonly add = (board: Board): void => {
    const { app = {}, routers = [], routes = [] } = this.graph;
    requireKnown("the graph", this.graph, ["schemes", "deps", "app", "routers", "routes", "overrides"]);
    requireKnown("the app", app, ["deps"]);
    const above = app.deps ?? [];
    for (const route of routes) this.#mount(board, above, route);
    for (const router of routers) {
      requireKnown("a router", router, ["prefix", "deps", "includeDeps", "routes"]);
      const guards = [...above, ...(router.includeDeps ?? []), ...(router.deps ?? [])];
      board.nest(router.prefix, (inner) => router.routes.forEach((route) => this.#mount(inner, guards, route)));
    }
  };

  /** Lets replacements stand in, as a test does. */
  override({ secure }: Pick<Board, "secure">): void {
    const pairs = Object.entries(this.graph.overrides ?? {}).flatMap(([name, standIn]) => this.providers.standIns(name, standIn));
    for (const [original, replacement] of pairs) secure.override(original, replacement);
  }

  /**
   * Guards stand in the chain of the route that they are for, so that they run where a route was found, and nowhere else: FastAPI answers an unknown
   * path without asking anybody.
   */
  #mount(board: Board, guards: readonly EdgeSpec[], route: RouteSpec): void {
    requireKnown("a route", route, ["method", "path", "deps", "needs", "throws", "streams"]);
    const { secure } = board;
    const { method, path, deps = [], needs = [] } = route;
    const chain = guards.map((edge) => secure.guard(this.providers.use(edge)));
    const uses = [...deps, ...needs].map((edge, index) => [`use ${index}`, this.providers.use(edge)] as const);
    const wanted: Needs = Object.fromEntries(uses);
    const answer = (values: Readonly<Record<string, unknown>>) => this.#answer(route, values);
    board.route(
      method,
      path.replace(/\{(\w+)\}/g, ":$1"),
      ...chain,
      uses.length === 0 ? secure.open(() => answer({})) : secure(wanted, answer),
    );
  }

  #answer({ deps = [], needs = [], throws, streams = false }: RouteSpec, values: Readonly<Record<string, unknown>>): unknown {
    this.recorder.note("handler");
    if (throws !== undefined) throw errorOf(throws);
    if (streams) return streamed();
    const given = needs.map(({ as = "" }, index) => [as, values[`use ${deps.length + index}`]] as const);
    return { needs: Object.fromEntries(given) as Record<string, Json> };
  }
}
