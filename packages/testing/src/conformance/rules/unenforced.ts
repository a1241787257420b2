import type { EdgeSpec, GraphSpec } from "../format/graph.js";
import type { SchemeSpec } from "../format/scheme.js";
import { edgesOf } from "../graph/routes.js";

/** Whether something in the graph demands scopes where neither a scheme below nor a dependency that reads them would enforce them. */
export function demandsInVain(graph: GraphSpec): boolean {
  return edgesOf(graph).some((edge) => (edge.scopes ?? []).length > 0 && !enforces(graph, edge));
}

function enforces(graph: GraphSpec, { dep, scheme }: EdgeSpec): boolean {
  if (scheme !== undefined) return carriesScopes(graph.schemes?.[scheme]);
  const { needs = [], securityScopes = false } = graph.deps?.[dep ?? ""] ?? {};
  return securityScopes || needs.some((need) => enforces(graph, need) && !mayBeAbsent(graph, need));
}

function mayBeAbsent(graph: GraphSpec, { scheme }: EdgeSpec): boolean {
  return scheme !== undefined && graph.schemes?.[scheme]?.autoError === false;
}

/** A name and a password carry none, and OAuth2 without a flow has no place to declare them. */
function carriesScopes({ type, flows = {} }: SchemeSpec = { type: "" }): boolean {
  return type !== "httpBasic" && (type !== "oauth2" || Object.keys(flows).length > 0);
}
