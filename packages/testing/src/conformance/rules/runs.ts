import type { DepSpec, EdgeSpec, GraphSpec } from "../format/graph.js";
import type { Json } from "../format/json.js";
import type { PlacedRoute } from "../graph/routes.js";

/** When a dependency that ran already runs again. */
export interface Policy {
  /** What its result is kept under. */
  key(graph: GraphSpec, edge: EdgeSpec, scopes: readonly string[]): string;
  /** Whether its own needs are resolved before it is looked up. */
  readonly childrenFirst: boolean;
  /** Whether a use that wants it anew is heard where the result is dropped. */
  readonly freshForEffect: boolean;
}

/** What ran for a request, as far as nothing goes wrong. */
export interface Runs {
  readonly calls: Readonly<Record<string, number>>;
  readonly events: readonly string[];
  /** What the handler receives; schemes are left out. */
  readonly needs: Readonly<Record<string, Json>>;
}

/** A model of resolution, written down from the words of the two documentations and from nothing else. */
export function runsOf(graph: GraphSpec, { guards, effects, needs }: PlacedRoute, policy: Policy): Runs {
  const walk = new Walk(graph, policy);
  for (const edge of [...guards, ...effects]) walk.resolve(edge, [], true);
  const values = needs.map((edge) => [edge.as ?? "", walk.resolve(edge, [], false)] as const);
  return { calls: walk.calls, events: walk.events, needs: Object.fromEntries(values) };
}

class Walk {
  readonly calls: Record<string, number> = {};
  readonly events: string[] = [];
  readonly #kept = new Map<string, Json>();

  constructor(
    private readonly graph: GraphSpec,
    private readonly policy: Policy,
  ) {}

  resolve(edge: EdgeSpec, above: readonly string[], forEffect: boolean): Json {
    const name = targetOf(this.graph, edge);
    const spec = name === undefined ? undefined : this.graph.deps?.[name];
    if (name === undefined || spec === undefined) return null;
    const scopes = [...new Set([...above, ...(edge.scopes ?? [])])];
    const key = this.policy.key(this.graph, edge, scopes);
    const shares = edge.useCache !== false || (forEffect && !this.policy.freshForEffect);
    const early = this.policy.childrenFirst ? this.#needs(spec, scopes) : undefined;
    const kept = this.#kept.get(key);
    if (shares && kept !== undefined) return kept;
    const value = this.#run(name, spec, { scopes, needs: early ?? this.#needs(spec, scopes) });
    if (kept === undefined) this.#kept.set(key, value);
    return value;
  }

  #needs({ needs = [] }: DepSpec, scopes: readonly string[]): Record<string, Json> {
    return Object.fromEntries(needs.map((edge) => [edge.as ?? "", this.resolve(edge, scopes, false)]));
  }

  #run(name: string, spec: DepSpec, { scopes, needs }: { scopes: readonly string[]; needs: Record<string, Json> }): Json {
    const call = (this.calls[name] ?? 0) + 1;
    this.calls[name] = call;
    this.events.push(`${spec.yields === undefined ? "call" : "enter"}:${name}`);
    return { dep: name, call, ...(spec.securityScopes === true && { scopes }), needs };
  }
}

/** What runs for a use, overrides considered. */
function targetOf(graph: GraphSpec, { dep, scheme }: EdgeSpec): string | undefined {
  return graph.overrides?.[dep ?? scheme ?? ""] ?? dep;
}

/** Whether something holds of a use or of anything below it. */
function anyBelow(graph: GraphSpec, edge: EdgeSpec, holds: (edge: EdgeSpec, spec: DepSpec | undefined) => boolean): boolean {
  const spec = graph.deps?.[targetOf(graph, edge) ?? ""];
  return holds(edge, spec) || (spec?.needs ?? []).some((need) => anyBelow(graph, need, holds));
}

const setOf = (scopes: readonly string[]): string => scopes.toSorted().join(" ");

/** FastAPI's: scopes count where anything below cares for them, lifetimes always. */
export const referencePolicy: Policy = {
  childrenFirst: true,
  freshForEffect: false,
  key(graph, edge, scopes) {
    const cares = anyBelow(
      graph,
      edge,
      ({ scopes: own = [], dep }, spec) => own.length > 0 || dep === undefined || spec?.securityScopes === true,
    );
    const yields = graph.deps?.[targetOf(graph, edge) ?? ""]?.yields !== undefined;
    const lifetime = yields ? (edge.lifetime ?? "request") : (edge.lifetime ?? "");
    return JSON.stringify([edge.dep ?? edge.scheme, cares ? setOf(scopes) : "", lifetime]);
  },
};

/** Ampoule's: once for each set of scopes that is read below, and once more for each fresh use. */
export const ownPolicy: Policy = {
  childrenFirst: false,
  freshForEffect: true,
  key(graph, edge, scopes) {
    const reads = anyBelow(graph, edge, (_, spec) => spec?.securityScopes === true);
    const yields = graph.deps?.[targetOf(graph, edge) ?? ""]?.yields !== undefined;
    return JSON.stringify([edge.dep ?? edge.scheme, reads ? setOf(scopes) : "", yields ? (edge.lifetime ?? "request") : ""]);
  },
};
