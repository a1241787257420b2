import type { Analysis } from "./analysis.js";
import type { ConstructorToken } from "./constructor-tokens.js";
import { isDelayed, type Class } from "./registrations.js";

/** How to make a class without asking the container, where each of its parameters is one thing that is known for certain. */
export function makerOf(target: Class, parameters: readonly ConstructorToken[], held: readonly (readonly Analysis[])[]): Analysis["make"] {
  const makers = held.map(([one]) => one?.make);
  const isCertain = parameters.every(
    ({ token, multiple, isOptional, isTransformed }) => !isDelayed(token) && !multiple && !isOptional && !isTransformed,
  );
  if (!isCertain || !makers.every((make) => make !== undefined)) return undefined;
  const construct = target as new (...parameters: unknown[]) => unknown;
  return () => new construct(...makers.map((make) => make()));
}
