import { definition, isProvider, type AnyProvider, type Definition } from "../contract/provider.js";
import { grantedScopes, type ScopeReader } from "../contract/scopes.js";
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
    private readonly reader: ScopeReader,
  ) {}

  get label(): string {
    return this.edge.node.label;
  }

  get schemes(): readonly SchemeNode[] {
    return this.edge.node.schemes;
  }

  /** Asked once more, for a fresh use, it asks once more. */
  compute(run: Run): unknown {
    return run.evaluateAnew(this.edge.node);
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
    return value instanceof Refused ? value : insufficient([], scopes, value, value === null ? () => [] : this.reader);
  }

  requirement(scopes: readonly string[]): Requirement {
    return this.edge.node.requirement(union(scopes, this.edge.scopes));
  }
}

/** Kinds that yield what the provider below them yields. */
const passesOn: ReadonlySet<string> = new Set(["scoped", "require", "optional", "fresh"]);

/** Where the scopes of what is yielded are: with the stand-in where it says which, else where the original keeps them. */
export function standInReader(original: AnyProvider, replacement: AnyProvider): ScopeReader {
  const held = typeof replacement === "function" ? undefined : heldBy(replacement[definition]);
  return held === undefined ? readerOf(original) : () => held;
}

function heldBy(made: Definition): readonly string[] | undefined {
  return made.kind === "function" ? made.holds : undefined;
}

/** What stands in for a scheme yields what the scheme would yield, which keeps its scopes where the scheme says. */
function readerOf(original: AnyProvider): ScopeReader {
  if (typeof original === "function") return grantedScopes;
  const made = original[definition];
  if (made.kind === "scheme") return made.scheme.grantedScopes;
  return passesOn.has(made.kind) && "of" in made && isProvider(made.of) ? readerOf(made.of) : grantedScopes;
}
