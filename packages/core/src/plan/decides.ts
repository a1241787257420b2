import { definition, isProvider, type AnyProvider } from "../contract/provider.js";

/**
 * Whether a provider decides over anybody. A resource opens and closes things: it decides only where something among its needs does, so that a
 * route does not count as secured because it has a transaction.
 */
export function decides(provider: AnyProvider): boolean {
  if (typeof provider === "function") return true;
  const made = provider[definition];
  if (made.kind === "resource") return Object.values(made.needs).some((need) => isProvider(need) && decides(need));
  return made.kind === "optional" || made.kind === "scoped" || made.kind === "fresh" ? decides(made.of) : true;
}
