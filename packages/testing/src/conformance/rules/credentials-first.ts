import type { ExchangeExpectation } from "../format/exchange.js";
import type { EdgeSpec, GraphSpec } from "../format/graph.js";
import type { SchemeSpec } from "../format/scheme.js";
import { overridden, routeFor, schemesBelow, type PlacedRoute } from "../graph/routes.js";
import type { ExchangeSituation } from "./deviation.js";
import { refusedBy } from "./instead.js";
import { fieldLines, isOfAnotherScheme, presented } from "./presented.js";

/** What is expected where a credential is missing and the reference did something else before it noticed. */
export function refusedBeforeAnythingElse(situation: ExchangeSituation): ExchangeExpectation | undefined {
  const graph = situation.graph === undefined ? undefined : overridden(situation.graph);
  const route = graph === undefined ? undefined : routeFor(graph, situation.request);
  return graph !== undefined && route !== undefined ? inGraph(situation, graph, route) : withBadBody(situation);
}

function inGraph(situation: ExchangeSituation, graph: GraphSpec, { guards, effects, needs }: PlacedRoute): ExchangeExpectation | undefined {
  const uses = [...effects, ...needs];
  const [missing] = [...schemesBelow(graph, uses).values()].filter((scheme) => isMissing(scheme, situation));
  const above = namesBelow(graph, guards);
  const own = [...namesBelow(graph, uses)].filter((name) => !above.has(name));
  const isOwn = (event: string) => own.includes(event.slice(event.indexOf(":") + 1));
  const { events = [], calls = {} } = situation.expect;
  if (missing === undefined || !events.some(isOwn)) return undefined;
  return {
    ...refusedBy(missing, 401, situation),
    calls: Object.fromEntries(Object.entries(calls).filter(([name]) => !own.includes(name))),
    events: events.filter((event) => !isOwn(event)),
  };
}

function isMissing(scheme: SchemeSpec, { request }: ExchangeSituation): boolean {
  const isThere = presented(scheme, request).some((value) => value !== "") && !isOfAnotherScheme(scheme, request);
  return scheme.autoError !== false && !isThere;
}

/** Every dependency below some uses. */
function namesBelow(graph: GraphSpec, uses: readonly EdgeSpec[]): Set<string> {
  const below = ({ dep }: EdgeSpec): string[] => (dep === undefined ? [] : [dep, ...(graph.deps?.[dep]?.needs ?? []).flatMap(below)]);
  return new Set(uses.flatMap(below));
}

/** A body that cannot be parsed, from somebody who brings no credential. */
function withBadBody(situation: ExchangeSituation): ExchangeExpectation | undefined {
  const { expect, request, schemes } = situation;
  const missing = schemes.find((scheme) => isMissing(scheme, situation));
  const isJson = fieldLines(request, "content-type").some((type) => type.startsWith("application/json"));
  return missing !== undefined && expect.status === 422 && isJson ? refusedBy(missing, 401, situation) : undefined;
}
