import type { Scheme } from "../contract/scheme.js";

/** One way in: each scheme with the scopes that its credential must hold, and the policies that must agree. Without schemes: no credential. */
export interface Alternative {
  readonly schemes: ReadonlyMap<Scheme, readonly string[]>;
  readonly policies: readonly string[];
}

/** What a caller must bring: any one of these. */
export type Requirement = readonly Alternative[];

/** Nothing is required. */
export const nothing: Requirement = [{ schemes: new Map(), policies: [] }];

/** All of several requirements: every combination of their alternatives. */
export function every(requirements: readonly Requirement[]): Requirement {
  return requirements.reduce((left, right) => left.flatMap((one) => right.map((other) => both(one, other))), nothing);
}

function both(one: Alternative, other: Alternative): Alternative {
  const schemes = new Map(one.schemes);
  for (const [scheme, scopes] of other.schemes) schemes.set(scheme, union(schemes.get(scheme) ?? [], scopes));
  return { schemes, policies: union(one.policies, other.policies) };
}

/** Both lists, outermost first, without repeats. */
export function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}
