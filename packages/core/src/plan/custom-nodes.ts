import { requireSameClass, type Service } from "../container/services.js";
import type { ProviderFunction } from "../contract/provider.js";
import { freshSlotsOf } from "./fresh-node.js";
import type { Group } from "./group.js";
import { demandNeeds, evaluateNamed, evaluateNeeds, namedNodes, requirementOf, schemesBelow, type NamedNode, type Need } from "./needs.js";
import type { SchemeNode } from "./scheme-node.js";
import type { PlanNode, ProviderNode } from "./node.js";
import { Missing, Refused } from "./refused.js";
import { alternative, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import { ScopesNode } from "./service-nodes.js";
import { settle, type Keeper } from "./settle.js";

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
    const values = this.gather(run);
    if (values instanceof Promise) return this.#computeAfter(values, run);
    return values instanceof Refused ? values : settle(this.call(values as never, run), this.#missing, this.keeper(run));
  }

  #computeAfter(pending: Promise<unknown>, run: Run): unknown {
    return pending.then(() => this.compute(run));
  }

  /** Evaluates the needs, and puts them together as the application's code wants them. */
  protected abstract gather(run: Run): object;

  protected abstract call(values: never, run: Run): unknown;

  /** Who takes what was yielded, to dispose it with the request. */
  protected keeper(run: Run): Keeper {
    return run;
  }

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
  readonly #nodes: readonly NamedNode[];

  constructor(
    key: unknown,
    slot: number,
    private readonly parts: CustomParts & { readonly names: readonly string[]; readonly run: ProviderFunction; readonly passesOn: boolean },
  ) {
    super(key, slot, parts);
    this.#nodes = namedNodes(parts.names, parts.needs);
  }

  protected gather(run: Run): object {
    return evaluateNamed(this.#nodes, run);
  }

  protected override get decides(): boolean {
    return !this.parts.passesOn;
  }

  protected call(values: never, run: Run): unknown {
    return this.parts.run(values, run);
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

  protected gather(run: Run): object {
    return evaluateNeeds(this.parts.needs, run, [run]);
  }

  protected call(values: unknown[], run: Run): unknown {
    const instance = run.evaluate(this.parts.instance) as { provide(...needs: unknown[]): unknown };
    requireSameClass(this.parts.service, instance);
    return instance.provide(...values);
  }
}
