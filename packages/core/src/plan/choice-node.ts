import { ConfigurationError } from "../contract/errors.js";
import { rejected } from "../contract/outcome.js";
import { freshSlotsOf } from "./fresh-node.js";
import { Group, type Admission, type ConditionalNode } from "./group.js";
import { demandEdge } from "./needs.js";
import type { Edge } from "./node.js";
import { Denial, Missing, Refused, Rejection } from "./refused.js";
import { union, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import { placeOf, type SchemeNode } from "./scheme-node.js";

interface Alternative {
  readonly edge: Edge;
  readonly group: Group;
  /** Which credentials it can be had for: any one of these sets. */
  readonly ways: readonly ReadonlySet<string>[];
}

/** Any one of several providers: in order, and only those whose credentials were presented. */
export class ChoiceNode implements ConditionalNode {
  readonly key = undefined;
  readonly acceptsAbsence = false;
  readonly schemes: readonly SchemeNode[];
  readonly freshSlots: readonly number[];
  readonly #alternatives: readonly Alternative[];

  constructor(
    readonly slot: number,
    private readonly chosenSlot: number,
    edges: readonly Edge[],
  ) {
    const optional = edges.some(({ node }) => node.acceptsAbsence);
    if (edges.length === 0 || optional) {
      const wrong = optional ? "has an optional alternative, which would always win" : "has no alternatives";
      throw new ConfigurationError(
        "invalid_option",
        `An anyOf ${wrong}: list providers, and write optional(anyOf(...)) where absence is acceptable.`,
      );
    }
    this.schemes = [...new Set(edges.flatMap(({ node }) => node.schemes))];
    this.freshSlots = freshSlotsOf(edges);
    this.#alternatives = edges.map(alternativeOf);
  }

  get label(): string {
    return `anyOf(${this.#alternatives.map(({ edge }) => edge.node.label).join(", ")})`;
  }

  compute(run: Run): unknown {
    const presented = this.#presented(run);
    if (!this.#areWantedTogether(presented)) {
      return new Rejection(this.#challenges, rejected("several_credentials", { invalidRequest: true }));
    }
    // Whatever was presented must be good: of what wants only some of it, nothing would look at the rest.
    const isFor = (way: ReadonlySet<string>) => isWithin(way, presented) && (way.size === 0 || isWithin(presented, way));
    const candidates = this.#alternatives.filter(({ ways }) => ways.some(isFor));
    return this.#first(candidates, presented, run);
  }

  get #challenges() {
    return [...new Set(this.schemes.map(({ scheme }) => scheme))];
  }

  #presented(run: Run): ReadonlySet<string> {
    return new Set(this.schemes.filter((scheme) => !(scheme.read(run) instanceof Missing)).map(({ place }) => place));
  }

  #areWantedTogether(presented: ReadonlySet<string>): boolean {
    return presented.size < 2 || this.#alternatives.some(({ ways }) => ways.some((way) => isWithin(presented, way)));
  }

  /** A bad credential is final; a denial lets the next candidate try, and stands if none grants. */
  #first(candidates: readonly Alternative[], presented: ReadonlySet<string>, run: Run): unknown {
    let denial: Denial | undefined;
    for (const candidate of candidates) {
      const result = candidate.group.admit(run) ?? run.evaluate(candidate.edge.node);
      if (result instanceof Promise) return result.then(() => this.compute(run));
      if (result instanceof Denial) denial ??= result;
      if (result instanceof Rejection) return result;
      if (result instanceof Refused) continue;
      const bad = candidate.ways.some((way) => way.size > 0 && isWithin(presented, way)) ? undefined : this.#badAmong(run);
      if (bad instanceof Promise) return bad.then(() => this.compute(run));
      if (bad !== undefined) return bad;
      run.hold(this.chosenSlot, candidate.group);
      return result;
    }
    return denial ?? new Missing(this.#challenges);
  }

  /** A presented credential that no scheme of its place takes, where what grants wants none. */
  #badAmong(run: Run): Rejection | Promise<unknown> | undefined {
    const places = new Map<string, Rejection | undefined>();
    for (const scheme of this.schemes) {
      if (scheme.read(run) instanceof Missing) continue;
      const result = run.evaluate(scheme);
      if (result instanceof Promise) return result;
      if (result instanceof Missing) continue;
      const known = places.has(scheme.place) && places.get(scheme.place) === undefined;
      places.set(scheme.place, known || !(result instanceof Rejection) ? undefined : result);
    }
    return [...places.values()].find((bad) => bad !== undefined);
  }

  demand(scopes: readonly string[], group: Group): boolean {
    group.addConditional(this, scopes);
    return this.enforces(scopes);
  }

  enforces(scopes: readonly string[]): boolean {
    return !this.#alternatives.map(({ group }) => group.enforces(scopes)).includes(false);
  }

  check(scopes: readonly string[], run: Run): Admission {
    const value = run.evaluate(this);
    if (value instanceof Promise) return value.then(() => this.check(scopes, run));
    if (value instanceof Refused) return value instanceof Denial ? value.within(scopes) : value;
    return (run.held(this.chosenSlot) as Group).check(scopes, run);
  }

  requirement(scopes: readonly string[]): Requirement {
    return this.#alternatives.flatMap(({ edge }) => edge.node.requirement(union(scopes, edge.scopes)));
  }
}

const isWithin = (places: ReadonlySet<string>, others: ReadonlySet<string>) => [...places].every((place) => others.has(place));

function alternativeOf(edge: Edge): Alternative {
  const group = new Group();
  demandEdge(edge, [], group);
  const ways = edge.node.requirement([]).map(({ schemes }) => new Set([...schemes.keys()].map(placeOf)));
  return { edge, group, ways };
}
