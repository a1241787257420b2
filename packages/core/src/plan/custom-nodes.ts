import type { ProviderFunction } from "../contract/provider.js";
import type { Group } from "./group.js";
import { demandNeeds, evaluateNeeds, requirementOf, schemesBelow, type Need } from "./needs.js";
import type { PlanNode, ProviderNode } from "./node.js";
import { Missing, Refused } from "./refused.js";
import type { Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import { settle } from "./settle.js";

/** What the nodes of custom providers have in common: they evaluate their needs, then call the application. */
abstract class CustomNode implements ProviderNode {
  readonly #missing: Missing;

  constructor(
    readonly key: unknown,
    readonly slot: number,
    readonly label: string,
    private readonly needs: readonly Need[],
  ) {
    this.#missing = new Missing(schemesBelow(needs));
  }

  compute(run: Run): unknown {
    const values = evaluateNeeds(this.needs, run, [run]);
    if (values instanceof Promise) return values.then(() => this.compute(run));
    return values instanceof Refused ? values : settle(this.call(values, run), this.#missing, run);
  }

  protected abstract call(values: unknown[], run: Run): unknown;

  demand(scopes: readonly string[], group: Group): boolean {
    return demandNeeds(this.needs, scopes, group);
  }

  requirement(scopes: readonly string[]): Requirement {
    return requirementOf(this.needs, scopes);
  }
}

/** A provider function, given its needs by name. */
export class FunctionNode extends CustomNode {
  constructor(
    key: unknown,
    slot: number,
    label: string,
    needs: readonly Need[],
    private readonly names: readonly string[],
    private readonly run: ProviderFunction,
  ) {
    super(key, slot, label, needs);
  }

  protected call(values: unknown[], run: Run): unknown {
    return this.run(named(this.names, values) as never, run);
  }
}

/** A provider class, given its needs as the parameters of `provide`. */
export class ClassNode extends CustomNode {
  constructor(
    key: unknown,
    slot: number,
    label: string,
    needs: readonly Need[],
    private readonly service: PlanNode,
  ) {
    super(key, slot, label, needs);
  }

  protected call(values: unknown[], run: Run): unknown {
    const instance = run.evaluate(this.service) as { provide(...needs: unknown[]): unknown };
    return instance.provide(...values);
  }
}

/** Values under their names. Names that would reach a prototype are refused when the plan is compiled. */
export function named(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) record[name] = values[index];
  return record;
}
