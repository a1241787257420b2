import { ConfigurationError } from "../contract/errors.js";
import {
  classGuards,
  declarationOf,
  functionGuards,
  type GuardDeclaration,
  type MethodDeclaration,
  type ParameterDeclaration,
} from "../declare/declarations.js";
import type { Builder } from "./builder.js";
import type { Need } from "./needs.js";
import { union } from "./requirement.js";

/** Where a method stands: its name in messages, what its caller hands to it, and the scopes that are demanded from outside. */
interface MethodPlace {
  readonly place: string;
  readonly given: readonly string[];
  readonly scopes?: readonly string[];
}

/** A method as it will be called, and what the decorators say of it. */
export interface FoundMethod {
  readonly declaration: MethodDeclaration | undefined;
  /** What the methods that it overrides say. */
  readonly overridden: readonly MethodDeclaration[];
  /** What its class, the classes above and the methods that it overrides ask for before it runs: outermost first. */
  readonly guards: readonly GuardDeclaration[];
  /** How many parameters it declares before the first default or rest. */
  readonly length: number;
}

/** Finds a method on an object's class chain. `Object.prototype` is not part of it. @throws ConfigurationError where there is none. */
export function findMethod(instance: object, name: PropertyKey, owner: string): FoundMethod {
  const levels = chain(instance).filter((level) => Object.hasOwn(level, name));
  const [nearest, ...below] = levels;
  const method: unknown = nearest && Object.getOwnPropertyDescriptor(nearest, name)?.value;
  if (nearest === undefined || typeof method !== "function" || name === "constructor") {
    throw new ConfigurationError("invalid_option", `${owner} has no method "${String(name)}".`);
  }
  const overridden = below.flatMap((level) => declarationOf(level, name) ?? []);
  const guards = guardsAbove(instance, name, method);
  return { declaration: declarationOf(nearest, name), overridden, guards, length: method.length };
}

/** Also where a field of the instance hides the method, or a mixin brought it along from another class. */
function guardsAbove(instance: object, name: PropertyKey, method: object): readonly GuardDeclaration[] {
  const levels = chain(instance).toReversed();
  const onMethods = levels.flatMap((level) => declarationOf(level, name)?.guards ?? []);
  return [...new Set([...levels.flatMap(classGuards), ...onMethods, ...functionGuards(method)])];
}

function chain(instance: object): object[] {
  const levels: object[] = [];
  for (let level: object | null = instance; level !== null && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    levels.push(level);
  }
  return levels;
}

/**
 * What a method's parameters need, in their order. Undecorated ones take from what is `given`, one after another.
 *
 * @throws ConfigurationError where there are more undecorated parameters than things given.
 */
export function methodNeeds(builder: Builder, method: FoundMethod, { place, given, scopes = [] }: MethodPlace): Need[] {
  const parameters = method.declaration?.parameters ?? new Map<number, ParameterDeclaration>();
  const count = Math.max(method.length, ...[...parameters.keys()].map((index) => index + 1));
  if (count - parameters.size > given.length) {
    throw new ConfigurationError(
      "arity",
      `${place} has ${count - parameters.size} undecorated parameter(s), but is given only ${given.join(", ")}: decorate the others with @Security or @Dependency.`,
    );
  }
  let next = 0;
  return Array.from({ length: count }, (_, index) => {
    const declared = parameters.get(index);
    if (declared === undefined) return { kind: "given", index: next++ };
    return parameterNeed(builder, declared, `${place}, parameter ${index}`, scopes);
  });
}

/** @throws ConfigurationError where a method overrides a secured one and forgets to secure itself: its parameters would take other things than declared. */
export function requireNotLoosened({ overridden }: FoundMethod, needs: readonly Need[], place: string): void {
  const declared = overridden.flatMap(({ parameters }) => [...parameters]).filter(([, { kind }]) => kind === "security");
  const isForgotten = declared.some(([index]) => needs[index]?.kind === "given");
  if (declared.length === 0 || (!isForgotten && needs.some(({ kind }) => kind === "provider"))) return;
  throw new ConfigurationError(
    "no_security",
    `${place} overrides a secured method without securing its own parameters: decorate them with @Security as well.`,
  );
}

/** What must be granted before a method is called, and is not handed to it. */
export function guardNeeds(builder: Builder, { guards }: FoundMethod, place: string): Need[] {
  return guards.map((guard) => parameterNeed(builder, { kind: "security", ...guard }, `${place}, @Guarded`, []));
}

/** Everything that {@link guardNeeds} and {@link methodNeeds} go by: methods that say the same need the same. */
export function askedBy({ declaration, guards, length }: FoundMethod): readonly unknown[] {
  const parameters = [...(declaration?.parameters ?? [])].flatMap(([index, declared]) => [index, ...askedFor(declared)]);
  return [length, guards.length, ...guards.flatMap<unknown>(({ provider, scopes }) => [provider, JSON.stringify(scopes)]), ...parameters];
}

function askedFor(declared: ParameterDeclaration): readonly unknown[] {
  switch (declared.kind) {
    case "dependency":
      return [declared.token];
    case "security":
      return [declared.provider, JSON.stringify(declared.scopes)];
  }
}

function parameterNeed(builder: Builder, declared: ParameterDeclaration, place: string, scopes: readonly string[]): Need {
  if (declared.kind === "dependency") return builder.need(place, declared.token, scopes);
  const need = builder.need(place, declared.provider, union(scopes, declared.scopes));
  if (need.kind !== "provider") {
    throw new ConfigurationError("invalid_option", `${place}: @Security takes a provider; a service is injected with @Dependency.`);
  }
  return { ...need, edge: { node: need.edge.node, scopes: union(declared.scopes, need.edge.scopes) } };
}
