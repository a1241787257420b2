import type { Token } from "../contract/container.js";
import type { EndpointMethod } from "../contract/endpoint.js";
import { ConfigurationError } from "../contract/errors.js";
import type { AnyProvider, Needs } from "../contract/provider.js";
import type { OperationDescription } from "../openapi/description.js";
import { requireSameClass } from "../container/services.js";
import type { Bases, Basis } from "./bases.js";
import { decides } from "./decides.js";
import { requireRecord } from "./labels.js";
import { askedBy, findMethod, guardNeeds, methodNeeds, requireNotLoosened, type FoundMethod } from "./method-needs.js";
import { evaluateNamed, evaluateNeeds, namedNodes, type Need } from "./needs.js";
import { Plan } from "./plan.js";
import { union } from "./requirement.js";

/** What a route declares. `given` names the framework's own arguments, in their order. */
export type Declaration =
  | { readonly kind: "method"; readonly controller: Token<unknown>; readonly method: PropertyKey; readonly given: readonly string[] }
  | {
      readonly kind: "function";
      readonly needs: Needs;
      readonly run: HandlerFunction;
      readonly takes: number;
      readonly open: boolean;
      readonly given: readonly string[];
      /** The only method that it answers. Default: those that it is mounted for. */
      readonly method?: EndpointMethod;
      /** What it says of itself, for documents. Default: nothing. */
      readonly description?: OperationDescription;
    }
  | { readonly kind: "guard"; readonly provider: AnyProvider; readonly scopes: readonly string[] };

/** A handler in function style, with its types erased. */
export type HandlerFunction = (...parameters: never) => unknown;

/** Compiles a declaration. @throws ConfigurationError when it cannot be carried out safely. */
export function compile(declaration: Declaration, bases: Bases): Plan {
  switch (declaration.kind) {
    case "method":
      return compileMethod(bases, declaration);
    case "function":
      return compileFunction(bases, declaration);
    case "guard":
      return compileGuard(bases, declaration);
  }
}

function compileMethod(bases: Bases, { controller, method, given }: Declaration & { kind: "method" }): Plan {
  const owner = typeof controller === "symbol" ? String(controller) : controller.name;
  const label = `${owner}.${String(method)}`;
  const service = bases.services.find(controller);
  const found = findMethod(service.sample, method, owner);
  const basis = bases.of(["method", controller, ...askedBy(found)], (builder) => [
    ...guardNeeds(builder, found, label),
    ...methodNeeds(builder, found, { place: label, given }),
    { kind: "service", node: builder.service(controller) },
  ]);
  const needs = basis.needs.slice(found.guards.length, -1);
  const { node } = basis.needs.at(-1) as Need & { kind: "service" };
  const open = isOpen(found, needs, basis, label);
  // A decorator that wraps the method hides its parameters: it is given all that the framework gave, as a function is.
  const isWrapped = found.length < 1 + Math.max(-1, ...(found.declaration?.parameters.keys() ?? []));
  return new Plan(basis, { label, open, takesGiven: needs.some(isGiven) }, (run, all) => {
    const values = evaluateNeeds(needs, run, all) as unknown[];
    if (isWrapped) values.push(...all.slice(needs.filter(isGiven).length));
    const instance = run.evaluate(node) as Record<PropertyKey, (...values: unknown[]) => unknown>;
    requireSameClass(service, instance);
    return instance[method]?.(...values);
  });
}

function compileFunction(bases: Bases, { needs: record, run: handler, takes, open, given }: Declaration & { kind: "function" }): Plan {
  const label = handler.name === "" ? "a handler function" : handler.name;
  requireRecord(label, record);
  // Read once: what is built is what was looked for.
  const needs = { ...record };
  const basis = bases.of(["function", ...Object.entries(needs).flat()], (builder) => builder.needs(label, needs));
  requireSecurity(basis.isSecured, open, label);
  if (takes > given.length) {
    throw new ConfigurationError("arity", `${label} takes ${takes} of the framework's arguments, but is given only ${given.join(", ")}.`);
  }
  const nodes = namedNodes(Object.keys(needs), basis.needs);
  const call = handler as (...values: readonly unknown[]) => unknown;
  return new Plan(basis, { label, open, takesGiven: takes > 0 }, (run, all) => callWith(call, evaluateNamed(nodes, run), all));
}

/** Frameworks give two things, or three. To spread a list out costs V8 more than the call. */
function callWith(call: (...values: readonly unknown[]) => unknown, values: unknown, given: readonly unknown[]): unknown {
  if (given.length === 2) return call(values, given[0], given[1]);
  return given.length === 3 ? call(values, given[0], given[1], given[2]) : call(values, ...given);
}

function compileGuard(bases: Bases, { provider, scopes }: Declaration & { kind: "guard" }): Plan {
  const basis = bases.of(["guard", provider, ...scopes], (builder) => {
    const { node, scopes: own } = builder.edge(provider, scopes);
    return [{ kind: "provider", edge: { node, scopes: union(scopes, own) }, decides: true }];
  });
  const [{ edge }] = basis.needs as readonly [Need & { kind: "provider" }];
  requireDecider(provider, edge.node.label);
  return new Plan(basis, { label: `guard(${edge.node.label})`, open: false, takesGiven: false }, (run) => run.evaluate(edge.node));
}

const isGiven = ({ kind }: Need): boolean => kind === "given";

/** A method is open when it says so, secured when a parameter says so; one of the two, and never looser than what it overrides. */
function isOpen(found: FoundMethod, needs: readonly Need[], { isSecured }: Basis, label: string): boolean {
  const open = found.declaration?.open === true;
  requireNotLoosened(found, needs, label);
  requireSecurity(isSecured, open, label);
  return open;
}

function requireSecurity(secured: boolean, open: boolean, label: string): void {
  if (secured && open) {
    throw new ConfigurationError(
      "no_security",
      `${label} is marked open and asks for security: drop one of the two, or use optional(...).`,
    );
  }
  if (!secured && !open) {
    throw new ConfigurationError(
      "no_security",
      `${label} asks for no security and is not marked open: add @Security to a parameter or @Guarded to the class, or say @Open() or secure.open(...). (If it does ask: is "experimentalDecorators" on, and is the decorator called?)`,
    );
  }
}

/** @throws ConfigurationError on a guard that lets everybody pass. */
function requireDecider(provider: AnyProvider, label: string): void {
  if (decides(provider)) return;
  throw new ConfigurationError(
    "no_security",
    `A guard of ${label} lets everybody pass, since a resource decides over nobody: list it among a handler's needs.`,
  );
}
