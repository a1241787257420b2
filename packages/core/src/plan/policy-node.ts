import type { Policy } from "../contract/policy.js";
import { freshSlotsOf } from "./fresh-node.js";
import type { Group } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { Denial, Missing, Refused } from "./refused.js";
import { union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** A policy over what a provider yields. Only `true` permits. */
export class PolicyNode implements ProviderNode {
  constructor(
    readonly key: unknown,
    readonly slot: number,
    private readonly edge: Edge,
    private readonly policy: Policy<never>,
  ) {}

  readonly acceptsAbsence = false;

  get freshSlots(): readonly number[] {
    return freshSlotsOf([this.edge]);
  }

  get schemes(): readonly SchemeNode[] {
    return this.edge.node.schemes;
  }

  get label(): string {
    return `${this.edge.node.label} that is ${this.policy.name}`;
  }

  compute(run: Run): unknown {
    const value = run.evaluate(this.edge.node);
    if (value instanceof Promise) return value.then(() => this.compute(run));
    if (value instanceof Refused) return value;
    const permitted: unknown = this.policy.check(value as never, undefined, run);
    const decide = (answer: unknown) => (answer === true ? value : this.#deny(run));
    return typeof permitted === "boolean" ? decide(permitted) : Promise.resolve(permitted).then(decide);
  }

  /** To somebody who brought nothing, a credential would help. */
  #deny(run: Run): Refused {
    return this.wasAbsent(run) ? new Missing(this.schemes.map(({ scheme }) => scheme)) : new Denial([], this.policy.name);
  }

  wasAbsent(run: Run): boolean {
    return this.edge.node.wasAbsent?.(run) === true;
  }

  demand(scopes: readonly string[], group: Group): boolean {
    return demandEdge(this.edge, scopes, group) && !this.edge.node.acceptsAbsence;
  }

  requirement(scopes: readonly string[]): Requirement {
    const below = this.edge.node.requirement(union(scopes, this.edge.scopes));
    return below.map((one) => ({ ...one, policies: union(one.policies, [this.policy.name]) }));
  }
}
