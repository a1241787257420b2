import type { Group } from "./group.js";
import type { Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/**
 * One thing that a plan can evaluate: built once, walked on every request. `compute` answers a value, a `Refused`, or a promise of either;
 * where something below is still pending it answers a promise that tries again, since everything settled is kept in its slot.
 */
export interface PlanNode {
  /** Where a run keeps the result. */
  readonly slot: number;
  /** What it is the result of: the same key has the same result in every walk of one request. `undefined`: made of others' results, in each walk anew. */
  readonly key: unknown;
  compute(run: Run): unknown;
  /** Where the fresh uses directly below it are kept: they are made anew with it. */
  readonly freshSlots?: readonly number[];
}

/** A node that decides over somebody. */
export interface ProviderNode extends PlanNode {
  /** Its name in messages. */
  readonly label: string;
  /** Every scheme below, in order. */
  readonly schemes: readonly SchemeNode[];
  /** Whether it yields a value where nothing was presented. */
  readonly acceptsAbsence: boolean;
  /** Whether it yielded `null` because nothing was presented. */
  wasAbsent?(run: Run): boolean;
  /** Adds what this use demands to a group; tells whether anything enforces the scopes. @throws ConfigurationError on an undeclared one. */
  demand(scopes: readonly string[], group: Group): boolean;
  /** What a caller must bring, for reports. */
  requirement(scopes: readonly string[]): Requirement;
}

/** A use of a provider: the node, and the scopes that this use adds for everything below. */
export interface Edge {
  readonly node: ProviderNode;
  readonly scopes: readonly string[];
}
