import { requireSameClass, type Service } from "../container/services.js";
import type { ProviderFunction } from "../contract/provider.js";
import { freshSlotsOf } from "./fresh-node.js";
import type { Group } from "./group.js";
import { demandNeeds, evaluateNeeds, requirementOf, schemesBelow, type Need } from "./needs.js";
import type { SchemeNode } from "./scheme-node.js";
import type { PlanNode, ProviderNode } from "./node.js";
import { Missing, Refused } from "./refused.js";
import { alternative, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import { ScopesNode } from "./service-nodes.js";
import { settle } from "./settle.js";

export interface CustomParts {
  readonly label: string;
  readonly needs: readonly Need[];
}

/** What the nodes of custom providers have in common: they evaluate their needs, then call the application. */
export abstract class CustomNode implements ProviderNode {
  readonly label: string;
  readonly schemes: readonly SchemeNode[];
  readonly acceptsAbsence = false;
  readonly freshSlots: readonly number[];
  readonly #needs: readonly Need[];
  readonly #missing: Missing;

  constructor(
    readonly key: unknown,
    readonly slot: number,
    { label, needs }: CustomParts,
  ) {
    this.label = label;
    this.#needs = needs;
    this.schemes = schemesBelow(needs);
    this.freshSlots = freshSlotsOf(needs.flatMap((need) => (need.kind === "provider" ? [need.edge] : [])));
    this.#missing = new Missing(this.schemes.map(({ scheme }) => scheme));
  }

  compute(run: Run): unknown {
    const values = evaluateNeeds(this.#needs, run, [run]);
    if (values instanceof Promise) return values.then(() => this.compute(run));
    if (values instanceof Refused) return values;
    return settle(this.call(values, run), this.#missing, { adopt: (value) => this.adopt(value, run) });
  }

  /** Takes what was yielded, to be disposed with the request. */
  protected adopt(value: unknown, run: Run): void {
    run.adopt(value);
  }

  protected abstract call(values: unknown[], run: Run): unknown;

  /** Whether it decides over anybody by itself. */
  protected get decides(): boolean {
    return true;
  }

  demand(scopes: readonly string[], group: Group): boolean {
    const asks = this.#needs.some((need) => need.kind === "service" && need.node instanceof ScopesNode);
    if (asks) group.delegate();
    return demandNeeds(this.#needs, scopes, group) || asks;
  }

  requirement(scopes: readonly string[]): Requirement {
    const asksByItself = this.decides && !this.#needs.some((need) => need.kind === "provider" && need.decides);
    return asksByItself ? [alternative({ providers: [this.label] })] : requirementOf(this.#needs, scopes);
  }
}

/** A provider function, given its needs by name. */
export class FunctionNode extends CustomNode {
  constructor(
    key: unknown,
    slot: number,
    private readonly parts: CustomParts & { readonly names: readonly string[]; readonly run: ProviderFunction; readonly passesOn: boolean },
  ) {
    super(key, slot, parts);
  }

  protected override get decides(): boolean {
    return !this.parts.passesOn;
  }

  protected call(values: unknown[], run: Run): unknown {
    return this.parts.run(named(this.parts.names, values) as never, run);
  }
}

/** A provider class, given its needs as the parameters of `provide`. */
export class ClassNode extends CustomNode {
  constructor(
    key: unknown,
    slot: number,
    private readonly parts: CustomParts & { readonly service: Service; readonly instance: PlanNode },
  ) {
    super(key, slot, parts);
  }

  protected call(values: unknown[], run: Run): unknown {
    const instance = run.evaluate(this.parts.instance) as { provide(...needs: unknown[]): unknown };
    requireSameClass(this.parts.service, instance);
    return instance.provide(...values);
  }
}

/** Values under their names. Names that would reach a prototype are refused when the plan is compiled. */
export function named(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) record[name] = values[index];
  return record;
}
