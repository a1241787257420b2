import type { DepSpec } from "../format/graph.js";
import { overridden, schemesBelow } from "../graph/routes.js";
import { challengeOf } from "../schemes/known.js";
import type { ExchangeSituation } from "./deviation.js";
import { isRefused } from "./instead.js";

/** Names of the events that a dependency's start leaves. */
const started = /^(?:call|enter):(.*)$/;

/** The challenge that a 401 of a dependency's own has: its scheme's, or one that says that there is none. `undefined` where no dependency refused. */
export function challengeOfRefusal(situation: ExchangeSituation): string | undefined {
  const { expect, graph, schemes } = situation;
  if (expect.status !== 401) return undefined;
  if (graph !== undefined) return challengeInGraph(situation);
  const [scheme] = schemes;
  const isOwn = expect.headers?.["www-authenticate"] === null && !isRefused(situation);
  return scheme === undefined || !isOwn ? undefined : challengeOf(scheme);
}

function challengeInGraph({ expect: { events = [] }, graph = {} }: ExchangeSituation): string | undefined {
  const name = events.findLast((event) => started.test(event))?.replace(started, "$1");
  const dep: DepSpec | undefined = name === undefined || events.includes("handler") ? undefined : graph.deps?.[name];
  if (dep?.throws?.status !== 401) return undefined;
  const [scheme] = schemesBelow(overridden(graph), dep.needs ?? []).values();
  return scheme === undefined ? "Custom" : challengeOf(scheme);
}
