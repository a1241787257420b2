import { isSafe } from "../contract/safe-methods.js";
import type { Scheme } from "../contract/scheme.js";
import { union, type Alternative, type Requirement } from "../plan/requirement.js";
import type { SecurityRequirement } from "./document.js";
import { canonical } from "./same.js";

/**
 * What a caller must bring, as OpenAPI says it: any one object of the list, and everything in it. `{}` lets in who brings nothing.
 *
 * OpenAPI has no words for custom providers that decide without a scheme. An alternative that has nothing else is left out, since an empty object
 * would say that it asks for nothing.
 */
export function securityOf(requirement: Requirement): readonly SecurityRequirement[] {
  const said = requirement.filter(({ schemes, providers }) => schemes.size > 0 || providers.length === 0).map(schemesOf);
  const texts = said.map(canonical);
  return said.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}

function schemesOf({ schemes }: Alternative): SecurityRequirement {
  const needed = new Map<string, readonly string[]>();
  for (const [{ name }, scopes] of schemes) needed.set(name, union(needed.get(name) ?? [], scopes));
  return Object.fromEntries(needed);
}

/** Whether two lists let the same callers in, as far as names go. */
export function isSameSecurity(one: readonly SecurityRequirement[], other: readonly SecurityRequirement[]): boolean {
  return inOrder(one).join() === inOrder(other).join();
}

function inOrder(security: readonly SecurityRequirement[]): string[] {
  const sorted = security.map((one) => Object.fromEntries(Object.entries(one).map(([name, scopes]) => [name, scopes.toSorted()])));
  const texts = [...new Set(sorted.map(canonical))].toSorted();
  // Nothing but an empty object says the same as an empty list.
  return texts.join() === "{}" ? [] : texts;
}

/** Custom providers that decide without a scheme. */
export function providersOf(requirement: Requirement): readonly string[] {
  return [...new Set(requirement.flatMap(({ providers }) => providers))];
}

/** Whether somebody who is known may still be refused: by a scope, by a policy, or because a cookie came along with another site's request. */
export function mayForbid(requirement: Requirement, method: string): boolean {
  if (!isSafe(method) && schemesIn(requirement).some(({ openapi }) => openapi["in"] === "cookie")) return true;
  return requirement.some(({ schemes, policies }) => policies.length > 0 || [...schemes.values()].flat().length > 0);
}

export function schemesIn(requirement: Requirement): readonly Scheme[] {
  return requirement.flatMap(({ schemes }) => [...schemes.keys()]);
}
