import type { Denial } from "./refused.js";
import { insufficient, Missing, Refused } from "./refused.js";
import { union } from "./requirement.js";
import type { ProviderNode } from "./node.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/** What stands in the way, `undefined` when nothing does, or a promise of either. */
export type Admission = Refused | undefined | Promise<Refused | undefined>;

/** A node that decides at request time which schemes its value rests on: scopes that a use adds are checked once that is known. */
export interface ConditionalNode extends ProviderNode {
  /** Checks scopes over what the node's value rests on. */
  check(scopes: readonly string[], run: Run): Admission;
  /** Whether scopes would be checked, whichever way it goes. @throws ConfigurationError on an undeclared one. */
  enforces(scopes: readonly string[]): boolean;
}

/** A member of a group, and the scopes that are demanded of it. */
interface Demand<N> {
  readonly node: N;
  scopes: readonly string[];
}

function demand<N>(demands: Demand<N>[], node: N, scopes: readonly string[]): void {
  const known = demands.find((one) => one.node === node);
  if (known === undefined) demands.push({ node, scopes: union([], scopes) });
  else known.scopes = union(known.scopes, scopes);
}

/**
 * What is demanded together by one set of uses.
 *
 * Credentials come first. All are read before any is verified, so that a request without them costs no verification; all are
 * verified and their scopes checked before any provider of the application runs. A group belongs to its uses and not to the nodes: what
 * two uses of a node demand never mixes.
 */
export class Group {
  /** Lists, since every request goes through them. */
  readonly #demands: Demand<SchemeNode>[] = [];
  readonly #conditionals: Demand<ConditionalNode>[] = [];
  readonly #enforced = new Map<ProviderNode, Map<string, boolean>>();
  #delegated = false;

  /** The schemes that are needed whichever way conditional ones go. */
  get schemes(): readonly SchemeNode[] {
    return this.#demands.map(({ node }) => node);
  }

  add(scheme: SchemeNode, scopes: readonly string[]): void {
    demand(this.#demands, scheme, scopes);
  }

  addConditional(node: ConditionalNode, scopes: readonly string[]): void {
    demand(this.#conditionals, node, scopes);
  }

  /** Adds what a node demands under some scopes the first time; however many ways lead to it, it is the same. Tells whether they are enforced. */
  once(node: ProviderNode, scopes: readonly string[], demand: () => boolean): boolean {
    const known = this.#enforced.get(node) ?? new Map<string, boolean>();
    this.#enforced.set(node, known);
    const text = JSON.stringify(scopes);
    const enforced = known.get(text) ?? demand();
    known.set(text, enforced);
    return enforced;
  }

  /** Says that a provider of the application takes the scopes over. */
  delegate(): void {
    this.#delegated = true;
  }

  /** Whether anything here checks scopes. @throws ConfigurationError on an undeclared one. */
  enforces(scopes: readonly string[]): boolean {
    const enforced = [...this.#demands, ...this.#conditionals].map(({ node }) => node.enforces(scopes) && !node.acceptsAbsence);
    return this.#delegated || enforced.includes(true);
  }

  admit(run: Run): Admission {
    return this.#read(run) ?? this.#verify(run);
  }

  /** Checks scopes that a use adds, over everything that was admitted here. */
  check(scopes: readonly string[], run: Run): Admission {
    if (scopes.length === 0) return undefined;
    for (const { node, scopes: own } of this.#demands) {
      const denial = lacks(node, union(own, scopes), run);
      if (denial !== undefined) return denial;
    }
    for (const { node } of this.#conditionals) {
      const refused = node.check(scopes, run);
      if (refused instanceof Promise) return refused.then((late) => late ?? this.check(scopes, run));
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  #read(run: Run): Refused | undefined {
    let missing: SchemeNode[] | undefined;
    for (const { node } of this.#demands) {
      const credential = node.read(run);
      if (credential instanceof Missing) (missing ??= []).push(node);
      else if (credential instanceof Refused) return credential;
    }
    return missing && new Missing([...missing, ...this.#alsoMissing(run)].map(({ scheme }) => scheme));
  }

  /** The schemes of choices that nothing was presented for: whoever comes back may bring those at once. */
  #alsoMissing(run: Run): SchemeNode[] {
    const choices = this.#conditionals.filter(({ node }) => !node.acceptsAbsence).map(({ node }) => node.schemes);
    return choices.filter((schemes) => schemes.every((scheme) => scheme.read(run) instanceof Missing)).flat();
  }

  #verify(run: Run): Admission {
    for (const { node } of this.#demands) {
      const value = run.evaluate(node);
      if (value instanceof Promise) return this.#verifyAfter(value, run);
      if (value instanceof Refused) return value;
    }
    return this.#checkScopes(run);
  }

  #verifyAfter(pending: Promise<unknown>, run: Run): Promise<Refused | undefined> {
    return pending.then(() => this.#verify(run));
  }

  #checkScopes(run: Run): Admission {
    for (const { node, scopes } of this.#demands) {
      const denial = lacks(node, scopes, run);
      if (denial !== undefined) return denial;
    }
    for (const { node, scopes } of this.#conditionals) {
      const refused = scopes.length === 0 ? undefined : node.check(scopes, run);
      if (refused instanceof Promise) return this.#checkScopesAfter(refused, run);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  #checkScopesAfter(pending: Promise<Refused | undefined>, run: Run): Promise<Refused | undefined> {
    return pending.then((late) => late ?? this.#checkScopes(run));
  }
}

function lacks(node: SchemeNode, needed: readonly string[], run: Run): Denial | undefined {
  return node.scheme.scopes.length === 0 ? undefined : insufficient([node.scheme], needed, run.evaluate(node));
}
