import type { Token } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { isProvider, type AnyProvider, type Needs } from "../contract/provider.js";
import { REQUEST } from "../contract/request-token.js";
import { requireScopeNames } from "../contract/scopes.js";
import { SecurityScopes } from "../contract/security-scopes.js";
import type { Services } from "../container/services.js";
import { decides } from "./decides.js";
import { Edges, keyUnder } from "./edges.js";
import { FreshNode } from "./fresh-node.js";
import { nameOf, requireRecord } from "./labels.js";
import type { Need } from "./needs.js";
import type { Edge, PlanNode } from "./node.js";
import { union } from "./requirement.js";
import { RequestNode, ScopesNode, ServiceNode } from "./service-nodes.js";
import { standInFor, useOf } from "./use-of.js";

/** Which provider stands in for which, in tests. */
export type Overrides = ReadonlyMap<AnyProvider, AnyProvider>;

/** Builds the nodes of one plan: one node for each provider and service, however often it is asked for. */
export class Builder {
  readonly services: Services;
  readonly #overrides: Overrides;
  readonly #edges = new Edges();
  readonly #nodes = new Map<unknown, PlanNode>();
  readonly #path: AnyProvider[] = [];
  #slots = 0;
  /** Whether what is being built asks for the scopes that are demanded of it. */
  #asks = false;

  constructor(services: Services, overrides: Overrides) {
    this.services = services;
    this.#overrides = overrides;
  }

  /** How many results a run of this plan keeps. */
  get slots(): number {
    return this.#slots;
  }

  /** Where a run of this plan keeps the result under each key. */
  get keys(): ReadonlyMap<unknown, number> {
    const nodes = [...this.#nodes.values(), ...this.#edges.nodes];
    return new Map(nodes.filter(({ key }) => key !== undefined).map(({ key, slot }) => [key, slot]));
  }

  /** `scopes` are those that are demanded from outside. */
  needs(owner: string, needs: Needs, scopes: readonly string[] = []): Need[] {
    requireRecord(owner, needs);
    return Object.entries(needs).map(([name, need]) => this.need(`${owner}, need "${name}"`, need, scopes));
  }

  need(place: string, need: AnyProvider | Token<unknown>, scopes: readonly string[] = []): Need {
    if (isProvider(need)) return { kind: "provider", edge: this.edge(need, scopes), decides: decides(need) };
    if (need === SecurityScopes) return { kind: "service", node: this.#wanted(scopes) };
    if (typeof need === "function" || typeof need === "symbol") return { kind: "service", node: this.service(need) };
    throw new ConfigurationError(
      "missing_binding",
      typeof need === "string"
        ? `${place}, is the text "${String(need)}": make a token of it with token("${String(need)}"), and register that.`
        : `${place}, is neither a provider nor a token (it is ${String(need)}): a circular import leaves such gaps.`,
    );
  }

  /** The use of a provider, with the scopes that it adds by itself. */
  edge(provider: AnyProvider, scopes: readonly string[] = []): Edge {
    const known = this.#edges.get(provider, scopes);
    const outside = this.#asks;
    this.#asks = known !== undefined && this.#edges.asks(provider);
    const edge = known ?? this.#use(provider, scopes);
    this.#asks ||= outside;
    return edge;
  }

  #use(provider: AnyProvider, scopes: readonly string[]): Edge {
    this.#requireNoCycle(provider);
    this.#path.push(provider);
    const standIn = this.#overrides.get(provider);
    const edge = standIn === undefined ? useOf(this, provider, scopes) : standInFor(this, provider, standIn, scopes);
    this.#path.pop();
    return edge.node instanceof FreshNode ? edge : this.#edges.set(provider, scopes, edge, this.#asks);
  }

  service(token: Token<unknown>): PlanNode {
    const known = this.#nodes.get(token);
    if (known !== undefined) return known;
    const slot = this.slot();
    const node = token === REQUEST ? new RequestNode(token, slot) : new ServiceNode(this.services.find(token), slot);
    this.#nodes.set(token, node);
    return node;
  }

  /** A place of its own in every run. */
  slot(): number {
    return this.#slots++;
  }

  #wanted(scopes: readonly string[]): PlanNode {
    this.#asks = true;
    requireScopeNames("A demand of a provider that asks for SecurityScopes", scopes);
    return new ScopesNode(this.slot(), new SecurityScopes(union(scopes, [])));
  }

  /** What the result of a provider is kept under, once everything below it is built. */
  key(provider: AnyProvider, scopes: readonly string[]): unknown {
    return this.#asks ? keyUnder(provider, scopes) : provider;
  }

  #requireNoCycle(provider: AnyProvider): void {
    const start = this.#path.indexOf(provider);
    if (start === -1) return;
    const trail = [...this.#path.slice(start), provider].map(nameOf).join(" → ");
    throw new ConfigurationError("cycle", `These providers need each other: ${trail}.`);
  }
}
