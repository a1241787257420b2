import { ConfigurationError } from "../contract/errors.js";
import { rejected } from "../contract/outcome.js";
import type { Scheme } from "../contract/scheme.js";
import { Group } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge, ProviderNode } from "./node.js";
import { OptionalNode } from "./optional-node.js";
import { Denial, Missing, Refused, Rejection } from "./refused.js";
import { union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";

interface Alternative {
  readonly edge: Edge;
  readonly group: Group;
}

/** Any one of several providers: in order, and only those whose credentials were presented. */
export class ChoiceNode implements ProviderNode {
  readonly #alternatives: readonly Alternative[];
  readonly #schemes: readonly Scheme[];

  constructor(
    readonly key: unknown,
    readonly slot: number,
    edges: readonly Edge[],
  ) {
    const optional = edges.find(({ node }) => node instanceof OptionalNode);
    if (edges.length === 0 || optional !== undefined) {
      const wrong = optional === undefined ? "has no alternatives" : "has an optional alternative, which would always win";
      throw new ConfigurationError(
        "invalid_option",
        `An anyOf ${wrong}: list providers, and write optional(anyOf(...)) where absence is acceptable.`,
      );
    }
    this.#alternatives = edges.map((edge) => ({ edge, group: new Group() }));
    this.#schemes = [...new Set(this.requirement([]).flatMap(({ schemes }) => [...schemes.keys()]))];
  }

  get label(): string {
    return `anyOf(${this.#alternatives.map(({ edge }) => edge.node.label).join(", ")})`;
  }

  compute(run: Run): unknown {
    const presented = this.#presented(run);
    if (!this.#areWantedTogether(presented)) {
      return new Rejection(this.#schemes, rejected("several_credentials", { invalidRequest: true }));
    }
    const candidates = this.#alternatives.filter(({ group }) => group.places.every((place) => presented.has(place)));
    return this.#first(candidates, run);
  }

  #presented(run: Run): ReadonlySet<string> {
    const schemes = this.#alternatives.flatMap(({ group }) => group.schemes);
    return new Set(schemes.filter((scheme) => !(scheme.read(run) instanceof Missing)).map(({ place }) => place));
  }

  #areWantedTogether(presented: ReadonlySet<string>): boolean {
    const places = [...presented];
    return places.length < 2 || this.#alternatives.some(({ group }) => places.every((place) => group.places.includes(place)));
  }

  /** A bad credential is final; a denial lets the next candidate try, and stands if none grants. */
  #first(candidates: readonly Alternative[], run: Run): unknown {
    let denial: Denial | undefined;
    for (const { edge, group } of candidates) {
      const result = group.admit(run) ?? run.evaluate(edge.node);
      if (result instanceof Promise) return result.then(() => this.compute(run));
      if (!(result instanceof Refused) || result instanceof Rejection) return result;
      if (result instanceof Denial) denial ??= result;
    }
    return denial ?? new Missing(this.#schemes);
  }

  demand(scopes: readonly string[]): boolean {
    const enforced = this.#alternatives.map(({ edge, group }) => demandEdge({ ...edge, scopes: union(scopes, edge.scopes) }, [], group));
    return !enforced.includes(false);
  }

  requirement(scopes: readonly string[]): Requirement {
    return this.#alternatives.flatMap(({ edge }) => edge.node.requirement(union(scopes, edge.scopes)));
  }
}
