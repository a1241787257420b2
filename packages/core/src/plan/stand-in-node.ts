import { type Admission, type ConditionalNode, type Group } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge } from "./node.js";
import { insufficient, Refused } from "./refused.js";
import { union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** A provider in the place of another one, for tests. Scopes that nothing below it enforces are demanded of what it yields. */
export class StandInNode implements ConditionalNode {
  readonly acceptsAbsence = false;

  constructor(
    readonly key: unknown,
    readonly slot: number,
    private readonly edge: Edge,
  ) {}

  get label(): string {
    return this.edge.node.label;
  }

  get schemes(): readonly SchemeNode[] {
    return this.edge.node.schemes;
  }

  compute(run: Run): unknown {
    return run.evaluate(this.edge.node);
  }

  demand(scopes: readonly string[], group: Group): boolean {
    if (!demandEdge(this.edge, scopes, group)) group.addConditional(this, scopes);
    return true;
  }

  enforces(): boolean {
    return true;
  }

  check(scopes: readonly string[], run: Run): Admission {
    const value = run.evaluate(this);
    if (value instanceof Promise) return value.then(() => this.check(scopes, run));
    return value instanceof Refused ? value : insufficient([], scopes, value);
  }

  requirement(scopes: readonly string[]): Requirement {
    return this.edge.node.requirement(union(scopes, this.edge.scopes));
  }
}
