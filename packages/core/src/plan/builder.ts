import type { Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { definition, providerMark, type AnyProvider, type Definition, type Needs, type ProviderValue } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import type { Services } from "../container/services.js";
import { findMethod, methodNeeds } from "./method-needs.js";
import { ChoiceNode } from "./choice-node.js";
import { ClassNode, FunctionNode } from "./custom-nodes.js";
import type { Need } from "./needs.js";
import type { Edge, PlanNode } from "./node.js";
import { OptionalNode } from "./optional-node.js";
import { PolicyNode } from "./policy-node.js";
import { SchemeNode } from "./scheme-node.js";
import { RequestNode, ServiceNode } from "./service-nodes.js";

/** Which provider stands in for which, in tests. */
export type Overrides = ReadonlyMap<AnyProvider, AnyProvider>;

/** Builds the nodes of one plan: one node for each provider and service, however often it is asked for. */
export class Builder {
  readonly #services: Services;
  readonly #overrides: Overrides;
  readonly #edges = new Map<AnyProvider, Edge>();
  readonly #nodes = new Map<unknown, PlanNode>();
  readonly #path: AnyProvider[] = [];
  #slots = 0;

  constructor(services: Services, overrides: Overrides) {
    this.#services = services;
    this.#overrides = overrides;
  }

  /** Where a run of this plan keeps the result under each key. */
  get keys(): ReadonlyMap<unknown, number> {
    const providers = [...this.#edges].map(([key, { node }]) => [key, node.slot] as const);
    const services = [...this.#nodes.values()].map(({ key, slot }) => [key, slot] as const);
    return new Map<unknown, number>([...services, ...providers]);
  }

  needs(owner: string, needs: Needs): Need[] {
    requireRecord(owner, needs);
    return Object.entries(needs).map(([name, need]) => this.need(`${owner}, need "${name}"`, need));
  }

  need(place: string, need: AnyProvider | Token<unknown>): Need {
    if (isProvider(need)) return { kind: "provider", edge: this.edge(need) };
    if (typeof need === "function" || typeof need === "symbol") return { kind: "service", node: this.service(need) };
    throw new ConfigurationError(
      "missing_binding",
      `${place}, is neither a provider nor a token (it is ${String(need)}): a circular import leaves such gaps.`,
    );
  }

  /** The use of a provider, with the scopes that it adds by itself. */
  edge(provider: AnyProvider): Edge {
    const known = this.#edges.get(provider);
    if (known !== undefined) return known;
    this.#requireNoCycle(provider);
    this.#path.push(provider);
    const edge = this.#build(this.#overrides.get(provider) ?? provider, provider);
    this.#path.pop();
    this.#edges.set(provider, edge);
    return edge;
  }

  service(token: Token<unknown>): PlanNode {
    const known = this.#nodes.get(token);
    if (known !== undefined) return known;
    const slot = this.#slot();
    const node = token === REQUEST ? new RequestNode(token, slot) : new ServiceNode(this.#services.find(token), slot);
    this.#nodes.set(token, node);
    return node;
  }

  #slot(): number {
    return this.#slots++;
  }

  #build(provider: AnyProvider, key: AnyProvider): Edge {
    if (typeof provider === "function") return { node: this.#class(provider, key), scopes: [] };
    const made = provider[definition];
    if (made.kind !== "scoped") return { node: this.#value(made, key), scopes: [] };
    const { node, scopes } = this.edge(made.of);
    return { node, scopes: [...scopes, ...made.scopes] };
  }

  #value(made: Exclude<Definition, { kind: "scoped" }>, key: AnyProvider): Edge["node"] {
    switch (made.kind) {
      case "scheme":
        return new SchemeNode(made.scheme, key, this.#slot(), this.#slot());
      case "function": {
        const label = made.name === "" ? "a provider" : made.name;
        const needs = this.needs(label, made.needs);
        return new FunctionNode(key, this.#slot(), { label, needs, names: Object.keys(made.needs), run: made.run });
      }
      case "optional":
        return new OptionalNode(key, this.#slot(), this.edge(made.of));
      case "require":
        return new PolicyNode(key, this.#slot(), this.edge(made.of), made.policy);
      case "anyOf":
        return new ChoiceNode(
          key,
          this.#slot(),
          made.of.map((one) => this.edge(one)),
        );
    }
  }

  #class(provider: Extract<AnyProvider, new (...needs: never[]) => unknown>, key: AnyProvider): ClassNode {
    const service = this.service(provider);
    const { sample } = this.#services.find(provider);
    const needs = methodNeeds(this, findMethod(sample, "provide", provider.name), `${provider.name}.provide`, ["the context"]);
    return new ClassNode(key, this.#slot(), { label: provider.name, needs, service });
  }

  #requireNoCycle(provider: AnyProvider): void {
    const start = this.#path.indexOf(provider);
    if (start === -1) return;
    const trail = [...this.#path.slice(start), provider].map(nameOf).join(" → ");
    throw new ConfigurationError("cycle", `These providers need each other: ${trail}.`);
  }
}

function nameOf(provider: AnyProvider): string {
  if (typeof provider === "function") return provider.name;
  const made = provider[definition];
  if (made.kind === "scheme") return made.scheme.name;
  return made.kind === "function" && made.name !== "" ? made.name : made.kind;
}

/** Whether `value` is a provider, class or value, of this copy of the package or another. */
export function isProvider(value: unknown): value is AnyProvider {
  if (typeof value === "function")
    return typeof value.prototype === "object" && value.prototype !== null && providerMark in value.prototype;
  return isProviderValue(value);
}

function isProviderValue(value: unknown): value is ProviderValue<unknown, string> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, definition);
}

/** A record that has a prototype of its own, or a key that would change one, does not hold what its writer believes. */
function requireRecord(owner: string, needs: Needs): void {
  const prototype: unknown = Object.getPrototypeOf(needs);
  if ((prototype === Object.prototype || prototype === null) && !Object.hasOwn(needs, "__proto__")) return;
  throw new ConfigurationError(
    "invalid_option",
    `${owner} lists its needs in something other than a plain object, or under the name "__proto__".`,
  );
}
