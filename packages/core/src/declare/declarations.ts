import type { Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import type { AnyProvider } from "../contract/provider.js";

/** What a decorated parameter asks for. */
export type ParameterDeclaration =
  | { readonly kind: "security"; readonly provider: AnyProvider; readonly scopes: readonly string[] }
  | { readonly kind: "dependency"; readonly token: Token<unknown> };

/** What somebody must pass before a method runs, whatever it receives. */
export interface GuardDeclaration {
  readonly provider: AnyProvider;
  readonly scopes: readonly string[];
}

/** What the decorators of one method wrote down. */
export interface MethodDeclaration {
  readonly guards: GuardDeclaration[];
  readonly parameters: Map<number, ParameterDeclaration>;
  open: boolean;
}

/** The only state behind the decorators: prototype, then method name. */
const declared = new WeakMap<object, Map<PropertyKey, MethodDeclaration>>();

const guardedClasses = new WeakMap<object, GuardDeclaration[]>();

/** Writes down what a class asks for above all of its methods. Decorators run from the innermost outwards. */
export function declareClassGuard(prototype: object, guard: GuardDeclaration): void {
  guardedClasses.set(prototype, [guard, ...classGuards(prototype)]);
}

/** What was written down for exactly this class, outermost first. */
export function classGuards(prototype: object): readonly GuardDeclaration[] {
  return guardedClasses.get(prototype) ?? [];
}

const guardedFunctions = new WeakMap<object, GuardDeclaration[]>();

/** Writes down what a function asks for as a method, wherever it is copied to. */
export function declareFunctionGuard(method: object, guard: GuardDeclaration): void {
  guardedFunctions.set(method, [guard, ...functionGuards(method)]);
}

/** What was written down for exactly this function, outermost first. */
export function functionGuards(method: object): readonly GuardDeclaration[] {
  return guardedFunctions.get(method) ?? [];
}

/** The record of one method of one prototype, made when it is not there. */
export function declare(decorator: string, prototype: unknown, key: unknown): MethodDeclaration {
  const owner = requirePrototype(decorator, prototype, key);
  const methods = declared.get(owner) ?? new Map<PropertyKey, MethodDeclaration>();
  declared.set(owner, methods);
  const method = methods.get(key as PropertyKey) ?? { guards: [], parameters: new Map(), open: false };
  methods.set(key as PropertyKey, method);
  return method;
}

/** Writes down what one parameter asks for. */
export function declareParameter(
  decorator: string,
  [prototype, key, index]: readonly [unknown, unknown, unknown],
  declaration: ParameterDeclaration,
): void {
  const { parameters } = declare(decorator, prototype, key);
  if (typeof index !== "number") {
    throw new ConfigurationError("invalid_option", `@${decorator} goes on a parameter of a method.`);
  }
  if (parameters.has(index)) {
    const place = `parameter ${index} of ${String(key)}`;
    throw new ConfigurationError("invalid_option", `Two decorators ask for ${place}: combine them with allOf or anyOf.`);
  }
  parameters.set(index, declaration);
}

/** What was written down for a method on exactly this prototype. */
export function declarationOf(prototype: object, key: PropertyKey): MethodDeclaration | undefined {
  return declared.get(prototype)?.get(key);
}

function requirePrototype(decorator: string, prototype: unknown, key: unknown): object {
  if (typeof key === "object" && key !== null && "kind" in key) {
    throw new ConfigurationError(
      "invalid_option",
      `@${decorator} was called as a standard decorator. Set "experimentalDecorators": true in the tsconfig.json that your tool reads.`,
    );
  }
  if (key === undefined) {
    throw new ConfigurationError(
      "invalid_option",
      `@${decorator} stands on a constructor parameter. Identity belongs to a request: put it on a method's parameter.`,
    );
  }
  if (typeof prototype !== "object" || prototype === null) {
    throw new ConfigurationError(
      "invalid_option",
      `@${decorator} stands on the static method ${String(key as PropertyKey)}: handlers are instance methods.`,
    );
  }
  return prototype;
}
