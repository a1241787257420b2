import type { Group } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** Where the fresh ones among some uses are kept. */
export function freshSlotsOf(edges: readonly Edge[]): readonly number[] {
  return edges.flatMap(({ node }) => (node instanceof FreshNode ? [node.slot] : []));
}

/** One use of a provider that does not take what another use was given. The first use of all fills the provider's own slot. */
export class FreshNode implements ProviderNode {
  readonly key = undefined;

  constructor(
    readonly slot: number,
    private readonly edge: Edge,
  ) {}

  get label(): string {
    return this.edge.node.label;
  }

  get schemes(): readonly SchemeNode[] {
    return this.edge.node.schemes;
  }

  get acceptsAbsence(): boolean {
    return this.edge.node.acceptsAbsence;
  }

  compute(run: Run): unknown {
    return run.evaluateAnew(this.edge.node);
  }

  wasAbsent(run: Run): boolean {
    return this.edge.node.wasAbsent?.(run) === true;
  }

  demand(scopes: readonly string[], group: Group): boolean {
    return demandEdge(this.edge, scopes, group);
  }

  requirement(scopes: readonly string[]): Requirement {
    return this.edge.node.requirement(union(scopes, this.edge.scopes));
  }
}
