import type { ContainerToken } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";

/** What one constructor parameter asks for. */
export interface ConstructorToken {
  readonly token: ContainerToken;
  readonly multiple: boolean;
  readonly isOptional: boolean;
}

interface Reflection {
  getMetadata?(key: string, target: object): unknown;
  getOwnMetadata?(key: string, target: object): unknown;
}

type Class = new (...parameters: never[]) => unknown;

const wordless: ReadonlySet<unknown> = new Set([Object, String, Number, Boolean, Array, Function, Promise, Symbol, undefined]);

/** What a class asks the container for, as tsyringe's decorators and the compiler wrote it down. */
export function constructorTokens(target: Class): ConstructorToken[] {
  const reflection = Reflect as Reflection;
  const types = reflection.getMetadata?.("design:paramtypes", target) ?? [];
  const explicit = reflection.getOwnMetadata?.("injectionTokens", target) ?? {};
  const parameters: unknown[] = Object.assign([], types, explicit);
  requireKnownParameters(target, parameters.length);
  return parameters.flatMap((parameter, index) => readParameter(target, parameter, index));
}

function readParameter(target: Class, parameter: unknown, index: number): ConstructorToken[] {
  if (wordless.has(parameter)) {
    throw new ConfigurationError(
      "missing_binding",
      `Parameter ${index} of the constructor of ${target.name} does not say what to inject: add @inject(Token). (A type that is undefined at run time comes from a circular import or from "import type".)`,
    );
  }
  if (typeof parameter === "object" && parameter !== null && "token" in parameter) {
    const { token, multiple, isOptional } = parameter as ConstructorToken;
    return isToken(token) ? [{ token, multiple: multiple === true, isOptional: isOptional === true }] : [];
  }
  return isToken(parameter) ? [{ token: parameter, multiple: false, isOptional: false }] : [];
}

/** tsyringe's delayed constructors are not tokens: they resolve later, and from the container that built their owner. */
function isToken(value: unknown): value is ContainerToken {
  return typeof value === "function" || typeof value === "string" || typeof value === "symbol";
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

/** The class whose constructor runs: the nearest one up the chain that writes its own. */
function constructorOwner(target: Class): Class {
  const text = Function.prototype.toString.call(target);
  const parent: unknown = Object.getPrototypeOf(target);
  const inherits = !/\bconstructor\s*\(/.test(text) || text.includes("super(...arguments)");
  return inherits && typeof parent === "function" && parent !== Function.prototype ? constructorOwner(parent as Class) : target;
}
