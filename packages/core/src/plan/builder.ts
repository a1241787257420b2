import type { Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { definition, isProvider, type AnyProvider, type Definition, type Needs } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import type { Services } from "../container/services.js";
import { findMethod, methodNeeds, requireNotLoosened } from "./method-needs.js";
import { ChoiceNode } from "./choice-node.js";
import { ClassNode, FunctionNode } from "./custom-nodes.js";
import type { Need } from "./needs.js";
import type { Edge, PlanNode } from "./node.js";
import { OptionalNode } from "./optional-node.js";
import { PolicyNode } from "./policy-node.js";
import { SchemeNode } from "./scheme-node.js";
import { RequestNode, ServiceNode } from "./service-nodes.js";
import { StandInNode } from "./stand-in-node.js";

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
    const nodes = [...this.#nodes.values(), ...[...this.#edges.values()].map(({ node }) => node)];
    return new Map(nodes.filter(({ key }) => key !== undefined).map(({ key, slot }) => [key, slot]));
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
      typeof need === "string"
        ? `${place}, is the text "${String(need)}": make a token of it with token("${String(need)}"), and register that.`
        : `${place}, is neither a provider nor a token (it is ${String(need)}): a circular import leaves such gaps.`,
    );
  }

  /** The use of a provider, with the scopes that it adds by itself. */
  edge(provider: AnyProvider): Edge {
    const known = this.#edges.get(provider);
    if (known !== undefined) return known;
    this.#requireNoCycle(provider);
    this.#path.push(provider);
    const standIn = this.#overrides.get(provider);
    const edge = standIn === undefined ? this.#build(provider) : this.#standIn(provider, standIn);
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

  #build(provider: AnyProvider): Edge {
    if (typeof provider === "function") return { node: this.#class(provider), scopes: [] };
    const made = provider[definition];
    if (made.kind !== "scoped") return { node: this.#value(made, provider), scopes: [] };
    const { node, scopes } = this.edge(made.of);
    return { node, scopes: [...scopes, ...made.scopes] };
  }

  #standIn(original: AnyProvider, replacement: AnyProvider): Edge {
    return { node: new StandInNode(original, this.#slot(), this.#build(replacement)), scopes: [] };
  }

  #value(made: Exclude<Definition, { kind: "scoped" }>, key: AnyProvider): Edge["node"] {
    switch (made.kind) {
      case "scheme":
        return new SchemeNode(made.scheme, key, this.#slot(), this.#slot());
      case "function": {
        const label = labelOf(made);
        const needs = this.needs(label, made.needs);
        return new FunctionNode(key, this.#slot(), { label, needs, names: Object.keys(made.needs), run: made.run });
      }
      case "optional":
        return new OptionalNode(this.#slot(), this.#slot(), this.edge(made.of));
      case "require":
        return new PolicyNode(key, this.#slot(), this.edge(made.of), made.policy);
      case "anyOf":
        return new ChoiceNode(
          this.#slot(),
          this.#slot(),
          made.of.map((one) => this.edge(one)),
        );
    }
  }

  #class(provider: Extract<AnyProvider, new (...needs: never[]) => unknown>): ClassNode {
    const label = `${provider.name}.provide`;
    const instance = this.service(provider);
    const service = this.#services.find(provider);
    const found = findMethod(service.sample, "provide", provider.name);
    const needs = methodNeeds(this, found, label, ["the context"]);
    requireNotLoosened(found, needs, label);
    return new ClassNode(provider, this.#slot(), { label: provider.name, needs, service, instance });
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
  return made.kind === "function" ? labelOf(made) : made.kind;
}

/** A provider of a function without a name is called by what it needs. */
function labelOf({ name, needs }: Definition & { kind: "function" }): string {
  return name === "" ? `provider(${Object.keys(needs).join(", ")})` : name;
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
