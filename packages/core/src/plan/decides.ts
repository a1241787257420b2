import { definition, isProvider, type AnyProvider } from "../contract/provider.js";

/**
 * Whether a provider decides over anybody. A resource opens and closes things, `map` and `allOf` hand on: they decide only where something among their needs does, so that a
 * route does not count as secured because it has a transaction.
 */
export function decides(provider: AnyProvider): boolean {
  if (typeof provider === "function") return true;
  const made = provider[definition];
  if (made.kind === "anyOf") return made.of.every(decides);
  if (made.kind === "optional" || made.kind === "scoped" || made.kind === "fresh") return decides(made.of);
  const passesOn = made.kind === "resource" || (made.kind === "function" && made.passesOn === true);
  return !passesOn || Object.values(made.needs).some((need) => isProvider(need) && decides(need));
}
