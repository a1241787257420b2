import type { AnyProvider } from "../contract/provider.js";
import type { Edge } from "./node.js";

/** The uses of each provider that a plan has built: one for all, or one for each set of scopes where something below asks for them. */
export class Edges {
  readonly #known = new Map<AnyProvider, Map<string, Edge>>();
  readonly #asking = new Set<AnyProvider>();

  get(provider: AnyProvider, scopes: readonly string[]): Edge | undefined {
    return this.#known.get(provider)?.get(this.#nameOf(provider, scopes));
  }

  /** `asks`: whether the provider, or something below it, asks for the scopes. */
  set(provider: AnyProvider, scopes: readonly string[], edge: Edge, asks: boolean): Edge {
    if (asks) this.#asking.add(provider);
    const uses = this.#known.get(provider) ?? new Map<string, Edge>();
    this.#known.set(provider, uses.set(this.#nameOf(provider, scopes), edge));
    return edge;
  }

  asks(provider: AnyProvider): boolean {
    return this.#asking.has(provider);
  }

  get nodes(): Edge["node"][] {
    return [...this.#known.values()].flatMap((uses) => [...uses.values()].map(({ node }) => node));
  }

  #nameOf(provider: AnyProvider, scopes: readonly string[]): string {
    return this.#asking.has(provider) ? setOf(scopes) : "";
  }
}

const keys = new WeakMap<AnyProvider, Map<string, object>>();

/** Stands for a provider's result under a set of scopes, the same in every plan: their order does not matter. */
export function keyUnder(provider: AnyProvider, scopes: readonly string[]): object {
  const own = keys.get(provider) ?? new Map<string, object>();
  keys.set(provider, own);
  const key = own.get(setOf(scopes)) ?? {};
  own.set(setOf(scopes), key);
  return key;
}

const setOf = (scopes: readonly string[]): string => JSON.stringify([...new Set(scopes)].toSorted());
