import type { Token } from "../contract/container.js";
import type { EndpointMethod } from "../contract/endpoint.js";
import { ConfigurationError } from "../contract/errors.js";
import type { AnyProvider, Needs } from "../contract/provider.js";
import type { OperationDescription } from "../openapi/description.js";
import { requireSameClass, type Services } from "../container/services.js";
import { Builder, type Overrides } from "./builder.js";
import { decides } from "./decides.js";
import { Group } from "./group.js";
import { findMethod, guardNeeds, methodNeeds, requireNotLoosened, type FoundMethod } from "./method-needs.js";
import { demandNeeds, evaluateNamed, evaluateNeeds, namedNodes, requirementOf, type Need } from "./needs.js";
import { Plan, type PlanParts } from "./plan.js";
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
export function compile(declaration: Declaration, services: Services, overrides: Overrides): Plan {
  const builder = new Builder(services, overrides);
  switch (declaration.kind) {
    case "method":
      return compileMethod(builder, services, declaration);
    case "function":
      return compileFunction(builder, declaration);
    case "guard":
      return compileGuard(builder, declaration);
  }
}

function compileMethod(builder: Builder, services: Services, { controller, method, given }: Declaration & { kind: "method" }): Plan {
  const owner = typeof controller === "symbol" ? String(controller) : controller.name;
  const label = `${owner}.${String(method)}`;
  const service = services.find(controller);
  const found = findMethod(service.sample, method, owner);
  const guards = guardNeeds(builder, found, label);
  const needs = methodNeeds(builder, found, { place: label, given });
  const open = isOpen(found, { guards, needs }, label);
  const controllerNode = builder.service(controller);
  // A decorator that wraps the method hides its parameters: it is given all that the framework gave, as a function is.
  const isWrapped = found.length < 1 + Math.max(-1, ...(found.declaration?.parameters.keys() ?? []));
  return assemble(builder, { label, open, takesGiven: needs.some(({ kind }) => kind === "given") }, [...guards, ...needs], (run, given) => {
    const values = evaluateNeeds(needs, run, given) as unknown[];
    if (isWrapped) values.push(...given.slice(needs.filter(({ kind }) => kind === "given").length));
    const instance = run.evaluate(controllerNode) as Record<PropertyKey, (...values: unknown[]) => unknown>;
    requireSameClass(service, instance);
    return instance[method]?.(...values);
  });
}

function compileFunction(builder: Builder, { needs: record, run: handler, takes, open, given }: Declaration & { kind: "function" }): Plan {
  const label = handler.name === "" ? "a handler function" : handler.name;
  const needs = builder.needs(label, record);
  requireSecurity(needs.some(isDecider), open, label);
  if (takes > given.length) {
    throw new ConfigurationError("arity", `${label} takes ${takes} of the framework's arguments, but is given only ${given.join(", ")}.`);
  }
  const nodes = namedNodes(Object.keys(record), needs);
  const call = handler as (...values: readonly unknown[]) => unknown;
  return assemble(builder, { label, open, takesGiven: takes > 0 }, needs, (run, given) => call(evaluateNamed(nodes, run), ...given));
}

function compileGuard(builder: Builder, { provider, scopes }: Declaration & { kind: "guard" }): Plan {
  const { node, scopes: own } = builder.edge(provider, scopes);
  const needs: Need[] = [{ kind: "provider", edge: { node, scopes: union(scopes, own) }, decides: true }];
  requireDecider(provider, node.label);
  return assemble(builder, { label: `guard(${node.label})`, open: false, takesGiven: false }, needs, (run) => run.evaluate(node));
}

function assemble(
  builder: Builder,
  facts: Pick<PlanParts, "label" | "open" | "takesGiven">,
  needs: readonly Need[],
  call: PlanParts["call"],
): Plan {
  const group = new Group();
  demandNeeds(needs, [], group);
  const admission = needs.filter(({ kind }) => kind === "provider");
  return new Plan({ ...facts, keys: builder.keys, slots: builder.slots, group, requirement: requirementOf(needs, []), admission, call });
}

const isDecider = (need: Need): boolean => need.kind === "provider" && need.decides;

/** A method is open when it says so, secured when a parameter says so; one of the two, and never looser than what it overrides. */
function isOpen(found: FoundMethod, { guards, needs }: Record<"guards" | "needs", readonly Need[]>, label: string): boolean {
  const open = found.declaration?.open === true;
  requireNotLoosened(found, needs, label);
  requireSecurity([...guards, ...needs].some(isDecider), open, label);
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
