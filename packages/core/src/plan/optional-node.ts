import { freshSlotsOf } from "./fresh-node.js";
import { Group, type Admission, type ConditionalNode } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge } from "./node.js";
import { Denial, Missing, Refused, Rejection } from "./refused.js";
import { alternative, union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** A provider that may be absent: then it is `null`. What was presented must still be good. */
export class OptionalNode implements ConditionalNode {
  readonly key = undefined;
  readonly acceptsAbsence = true;
  readonly #group = new Group();

  constructor(
    readonly slot: number,
    private readonly absentSlot: number,
    private readonly edge: Edge,
  ) {
    demandEdge(edge, [], this.#group);
  }

  get label(): string {
    return `optional(${this.edge.node.label})`;
  }

  get freshSlots(): readonly number[] {
    return freshSlotsOf([this.edge]);
  }

  get schemes(): readonly SchemeNode[] {
    return this.edge.node.schemes;
  }

  compute(run: Run): unknown {
    const refused = this.#group.admit(run);
    if (refused instanceof Promise) return refused.then(() => this.compute(run));
    const result = refused ?? run.evaluate(this.edge.node);
    if (result instanceof Promise) return result.then(() => this.compute(run));
    return result instanceof Missing ? this.#absent(run) : result;
  }

  /** Where only some of what belongs together was presented, that too must be good. */
  #absent(run: Run): unknown {
    for (const scheme of this.schemes) {
      if (scheme.read(run) instanceof Missing) continue;
      const result = run.evaluate(scheme);
      if (result instanceof Promise) return result.then(() => this.#absent(run));
      if (result instanceof Rejection) return result;
    }
    run.hold(this.absentSlot, true);
    return null;
  }

  wasAbsent(run: Run): boolean {
    return run.held(this.absentSlot) === true;
  }

  demand(scopes: readonly string[], group: Group): boolean {
    group.addConditional(this, scopes);
    return this.enforces(scopes);
  }

  enforces(scopes: readonly string[]): boolean {
    const { node } = this.edge;
    return node instanceof OptionalNode ? node.enforces(scopes) : this.#group.enforces(scopes);
  }

  check(scopes: readonly string[], run: Run): Admission {
    const value = run.evaluate(this);
    if (value instanceof Promise) return value.then(() => this.check(scopes, run));
    if (value instanceof Refused) return value instanceof Denial ? value.within(scopes) : value;
    return this.wasAbsent(run) ? undefined : this.#group.check(scopes, run);
  }

  requirement(scopes: readonly string[]): Requirement {
    return [...this.edge.node.requirement(union(scopes, this.edge.scopes)), alternative({})];
  }
}
