import { ConfigurationError } from "../contract/errors.js";
import { constructorOwner } from "./own-constructor.js";
import { isDelayed, isToken, type Asked, type Class } from "./registrations.js";

/** What one constructor parameter asks for. */
export interface ConstructorToken {
  readonly token: Asked;
  readonly multiple: boolean;
  readonly isOptional: boolean;
  /** Whether something else is made of it first. */
  readonly isTransformed: boolean;
}

interface Reflection {
  getMetadata?(key: string, target: object): unknown;
  getOwnMetadata?(key: string, target: object): unknown;
}

const wordless: ReadonlySet<unknown> = new Set([Object, String, Number, Boolean, Array, Function, Promise, Symbol, undefined]);

/** What a class asks the container for, as tsyringe's decorators and the compiler wrote it down. */
export function constructorTokens(target: Class): ConstructorToken[] {
  const reflection = Reflect as Reflection;
  const types = reflection.getMetadata?.("design:paramtypes", target) ?? [];
  const explicit = reflection.getOwnMetadata?.("injectionTokens", target) ?? {};
  const parameters: unknown[] = Object.assign([], types, explicit);
  requireKnownParameters(target, parameters.length);
  // Also those that nobody wrote anything about, between others or behind them.
  const count = Math.max(parameters.length, target.length);
  return Array.from({ length: count }).flatMap((_, index) => readParameter(target, parameters[index], index));
}

function readParameter(target: Class, parameter: unknown, index: number): ConstructorToken[] {
  if (wordless.has(parameter)) {
    throw new ConfigurationError(
      "missing_binding",
      `Parameter ${index} of the constructor of ${target.name} does not say what to inject: add @inject(Token). (A type that is undefined at run time comes from a circular import or from "import type".)`,
    );
  }
  if (typeof parameter !== "object" || parameter === null || isDelayed(parameter)) return one(parameter);
  const { token, transform, multiple, isOptional } = parameter as Partial<Record<keyof ConstructorToken | "transform", unknown>>;
  const how = { multiple: multiple === true, isOptional: isOptional === true, isTransformed: transform !== undefined };
  return [...one(token, how), ...one(transform, how)];
}

const asItIs = { multiple: false, isOptional: false, isTransformed: false };

function one(token: unknown, how: Omit<ConstructorToken, "token"> = asItIs): ConstructorToken[] {
  return isToken(token) || isDelayed(token) ? [{ token, ...how }] : [];
}

/** tsyringe builds a class whose parameters it does not know with none at all, or refuses it only when it is first asked for. */
function requireKnownParameters(target: Class, known: number): void {
  const owner = constructorOwner(target);
  if (owner.length === 0) return;
  if (owner !== target) {
    throw new ConfigurationError(
      "arity",
      `${target.name} inherits the constructor of ${owner.name}, and the container may build it with no arguments: give ${target.name} a constructor of its own, with @inject(Token) on each parameter.`,
    );
  }
  if (known > 0) return;
  throw new ConfigurationError(
    "arity",
    `The container knows nothing of the constructor parameters of ${target.name}: add @injectable() to the class and @inject(Token) to each of the ${owner.length}.`,
  );
}
