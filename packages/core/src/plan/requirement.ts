import type { Scheme } from "../contract/scheme.js";

/** One way in. With nothing in it: nobody is asked for anything. */
export interface Alternative {
  /** Each scheme with the scopes that its credential must hold. */
  readonly schemes: ReadonlyMap<Scheme, readonly string[]>;
  /** Custom providers that decide without a scheme. */
  readonly providers: readonly string[];
  /** Policies that must agree. */
  readonly policies: readonly string[];
}

/** What a caller must bring: any one of these. */
export type Requirement = readonly Alternative[];

/** An alternative out of some of its parts. */
export function alternative(parts: Partial<Alternative>): Alternative {
  return { schemes: new Map(), providers: [], policies: [], ...parts };
}

/** The same, if these policies agree. */
export function agreed(requirement: Requirement, policies: readonly string[]): Requirement {
  return requirement.map((one) => ({ ...one, policies: union(one.policies, policies) }));
}

/** Whether somebody who brings nothing gets in this way. */
export function asksNothing({ schemes, providers }: Alternative): boolean {
  return schemes.size === 0 && providers.length === 0;
}

/** All of several requirements: every combination of their alternatives, each once. */
export function every(requirements: readonly Requirement[]): Requirement {
  const [first = [alternative({})], ...others] = requirements;
  return others.reduce((left, right) => distinct(left.flatMap((one) => right.map((other) => both(one, other)))), first);
}

function both(one: Alternative, other: Alternative): Alternative {
  const schemes = new Map(one.schemes);
  for (const [scheme, scopes] of other.schemes) schemes.set(scheme, union(schemes.get(scheme) ?? [], scopes));
  return { schemes, providers: union(one.providers, other.providers), policies: union(one.policies, other.policies) };
}

function distinct(alternatives: Requirement): Requirement {
  if (alternatives.length < 2) return alternatives;
  const names = new Map<Scheme, number>();
  const nameOf = (scheme: Scheme) => names.get(scheme) ?? (names.set(scheme, names.size), names.size - 1);
  const known = new Set<string>();
  return alternatives.filter((one) => known.size < known.add(textOf(one, nameOf)).size);
}

/** Equal for alternatives that ask for the same. */
function textOf({ schemes, providers, policies }: Alternative, nameOf: (scheme: Scheme) => number): string {
  const asked = [...schemes].map(([scheme, scopes]) => [nameOf(scheme), ...scopes] as const);
  return JSON.stringify([asked.toSorted(([one], [other]) => one - other), providers, policies]);
}

/** Both lists, outermost first, without repeats. */
export function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}
