import { Group } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { Missing } from "./refused.js";
import { alternative, union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";

/** A provider that may be absent: then it is `null`. What was presented must still be good. */
export class OptionalNode implements ProviderNode {
  readonly #group = new Group();

  constructor(
    readonly key: unknown,
    readonly slot: number,
    private readonly edge: Edge,
  ) {}

  get label(): string {
    return `optional(${this.edge.node.label})`;
  }

  compute(run: Run): unknown {
    const refused = this.#group.admit(run);
    if (refused instanceof Promise) return refused.then(() => this.compute(run));
    const result = refused ?? run.evaluate(this.edge.node);
    if (result instanceof Promise) return result.then(() => this.compute(run));
    return result instanceof Missing ? null : result;
  }

  demand(scopes: readonly string[]): boolean {
    return demandEdge(this.edge, scopes, this.#group);
  }

  requirement(scopes: readonly string[]): Requirement {
    return [...this.edge.node.requirement(union(scopes, this.edge.scopes)), alternative({})];
  }
}
