import { after } from "../contract/thenable.js";
import { decide, type Policy } from "../contract/policy.js";
import type { Awaitable } from "../contract/provider.js";
import { deny, type Allow, type Deny } from "../contract/verdict.js";
import { freshSlotsOf } from "./fresh-node.js";
import type { Group } from "./group.js";
import { demandNeeds, evaluateNeeds, requirementOf, schemesBelow, type Need } from "./needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { Denial, Missing, Refused } from "./refused.js";
import { agreed, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

interface PolicyParts {
  readonly of: Edge;
  readonly policy: Policy<never, never>;
  readonly resource: Edge | undefined;
}

/** A policy over what a provider yields and, where there is one, a resource, which is then handed on. */
export class PolicyNode implements ProviderNode {
  readonly acceptsAbsence = false;
  readonly schemes: readonly SchemeNode[];
  readonly freshSlots: readonly number[];
  readonly #needs: readonly Need[];

  constructor(
    readonly key: unknown,
    readonly slot: number,
    private readonly parts: PolicyParts,
  ) {
    const edges = parts.resource === undefined ? [parts.of] : [parts.of, parts.resource];
    this.#needs = edges.map((edge) => ({ kind: "provider", edge, decides: true }));
    this.freshSlots = freshSlotsOf(edges);
    this.schemes = schemesBelow(this.#needs);
  }

  get label(): string {
    const { of, policy, resource } = this.parts;
    return resource === undefined ? `${of.node.label} that is ${policy.name}` : `${resource.node.label} for ${policy.name}`;
  }

  compute(run: Run): unknown {
    const values = evaluateNeeds(this.#needs, run, []);
    if (values instanceof Promise) return values.then(() => this.compute(run));
    if (values instanceof Refused) return values;
    const [principal, resource] = values;
    return after(this.#decide(principal, resource, run), (decision) =>
      decision.kind === "deny" ? this.#deny(decision, run) : values.at(-1),
    );
  }

  #decide(principal: unknown, resource: unknown, run: Run): Awaitable<Allow | Deny> {
    return resource === null ? deny("not found") : decide(this.parts.policy, principal as never, resource as never, run);
  }

  /** To somebody who brought nothing, a credential would help. */
  #deny({ reason }: Deny, run: Run): Refused {
    const { name, conceals } = this.parts.policy;
    return this.wasAbsent(run) ? new Missing(this.schemes.map(({ scheme }) => scheme)) : Denial.by(name, { reason, conceals });
  }

  wasAbsent(run: Run): boolean {
    return this.parts.of.node.wasAbsent?.(run) === true;
  }

  demand(scopes: readonly string[], group: Group): boolean {
    return demandNeeds(this.#needs, scopes, group);
  }

  requirement(scopes: readonly string[]): Requirement {
    return agreed(requirementOf(this.#needs, scopes), [this.parts.policy.name]);
  }
}
