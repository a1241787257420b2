import { ConfigurationError } from "../contract/errors.js";
import type { Group } from "./group.js";
import type { Edge, PlanNode, ProviderNode } from "./node.js";
import { Refused } from "./refused.js";
import { every, union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** One thing that a function or method receives: what a provider yields, a service, or something that its caller gives. */
export type Need =
  | { readonly kind: "provider"; readonly edge: Edge; readonly decides: boolean }
  | { readonly kind: "service"; readonly node: PlanNode }
  | { readonly kind: "given"; readonly index: number };

/** What several needs give, in their order; or the first `Refused`; or a promise to wait for before trying again. */
export function evaluateNeeds(needs: readonly Need[], run: Run, given: readonly unknown[]): unknown[] | Refused | Promise<unknown> {
  const values: unknown[] = [];
  for (const need of needs) {
    const value = need.kind === "given" ? given[need.index] : run.evaluate(nodeOf(need));
    if (value instanceof Refused || (need.kind !== "given" && value instanceof Promise)) return value;
    values.push(value);
  }
  return values;
}

/** The first of some needs that nobody may pass, or that is still pending; `undefined` where all are there. */
export function obstacleIn(needs: readonly Need[], run: Run): Refused | Promise<unknown> | undefined {
  for (const need of needs) {
    const value = need.kind === "given" ? undefined : run.evaluate(nodeOf(need));
    if (value instanceof Refused || value instanceof Promise) return value;
  }
  return undefined;
}

/** A need, and what the function that wants it calls it. Names that would reach a prototype are refused when the plan is compiled. */
export interface NamedNode {
  readonly name: string;
  readonly node: PlanNode;
}

/** Needs under their names, where none is given by a caller. */
export function namedNodes(names: readonly string[], needs: readonly Need[]): readonly NamedNode[] {
  return needs.map((need, index) => {
    if (need.kind === "given") throw new TypeError("What a caller gives has no name.");
    return { name: names[index] ?? "", node: nodeOf(need) };
  });
}

/** What named needs give, as a record; or the first `Refused`; or a promise to wait for before trying again. */
export function evaluateNamed(nodes: readonly NamedNode[], run: Run): Record<string, unknown> | Refused | Promise<unknown> {
  const values: Record<string, unknown> = {};
  for (let index = 0; index < nodes.length; index += 1) {
    const { name, node } = nodes[index] as NamedNode;
    const value = run.evaluate(node);
    if (value instanceof Refused || value instanceof Promise) return value;
    values[name] = value;
  }
  return values;
}

function nodeOf(need: Exclude<Need, { kind: "given" }>): PlanNode {
  return need.kind === "provider" ? need.edge.node : need.node;
}

/** Adds what all needs demand to a group; tells whether anything among them enforces the scopes, whoever comes: what may be absent does not. */
export function demandNeeds(needs: readonly Need[], scopes: readonly string[], group: Group): boolean {
  return providers(needs)
    .map((edge) => demandEdge(edge, scopes, group) && !edge.node.acceptsAbsence)
    .includes(true);
}

/** Adds what one use demands to a group. @throws ConfigurationError when the use asks for scopes that nothing below it enforces. */
export function demandEdge({ node, scopes: added }: Edge, scopes: readonly string[], group: Group): boolean {
  const demanded = union(scopes, added);
  const enforced = group.once(node, demanded, () => node.demand(demanded, group));
  if (added.length === 0 || enforced) return enforced;
  throw new ConfigurationError(
    "unenforced_scope",
    `${node.label} is asked for the scope(s) ${added.join(", ")}, but no scheme that it needs in any case declares scopes: nothing would enforce them. (Below an optional provider, demand them of the optional itself.)`,
  );
}

export function requirementOf(needs: readonly Need[], scopes: readonly string[]): Requirement {
  return every(providers(needs).map(({ node, scopes: added }) => requirementUnder(node, union(scopes, added))));
}

const requirements = new WeakMap<ProviderNode, Map<string, Requirement>>();

/** Worked out once, however many ways lead to the node. */
function requirementUnder(node: ProviderNode, scopes: readonly string[]): Requirement {
  const known = requirements.get(node) ?? new Map<string, Requirement>();
  requirements.set(node, known);
  const text = JSON.stringify(scopes);
  const requirement = known.get(text) ?? node.requirement(scopes);
  known.set(text, requirement);
  return requirement;
}

/** Every scheme below, in order. */
export function schemesBelow(needs: readonly Need[]): readonly SchemeNode[] {
  return [...new Set(providers(needs).flatMap(({ node }) => node.schemes))];
}

function providers(needs: readonly Need[]): Edge[] {
  return needs.flatMap((need) => (need.kind === "provider" ? [need.edge] : []));
}
