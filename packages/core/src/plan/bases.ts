import type { Scheme } from "../contract/scheme.js";
import { valueFields, type ValueFields } from "../contract/value-fields.js";
import type { Services } from "../container/services.js";
import { Builder, type Overrides } from "./builder.js";
import { Group } from "./group.js";
import { demandNeeds, requirementOf, type Need } from "./needs.js";
import type { Requirement } from "./requirement.js";

/** What a plan rests on: the same for all handlers that ask for the same. */
export interface Basis {
  readonly needs: readonly Need[];
  /** Those that must be granted before anything else of the application is touched. */
  readonly admission: readonly Need[];
  /** Whether any of them decides over somebody. */
  readonly isSecured: boolean;
  /** Where a run keeps the result under each key. */
  readonly keys: ReadonlyMap<unknown, number>;
  /** What stands for the providers and services that may be asked. */
  readonly asked: readonly unknown[];
  /** How many results a run keeps. */
  readonly slots: number;
  readonly group: Group;
  readonly requirement: Requirement;
  readonly schemes: readonly Scheme[];
  readonly headers: Readonly<Record<string, string>>;
  readonly valueFields: ValueFields;
}

/** Makes what plans rest on, once for all that ask for the same: most routes of an application ask for what others do. */
export class Bases {
  readonly services: Services;
  readonly #overrides: Overrides;
  readonly #numbers = new Map<unknown, number>();
  readonly #known = new Map<string, Basis>();

  /** Good for as long as neither what is registered nor what is overridden changes. */
  constructor(services: Services, overrides: Overrides) {
    this.services = services;
    this.#overrides = overrides;
  }

  /** `terms` say everything that `build` goes by. @throws ConfigurationError as `build` does, and on scopes that nothing enforces: each time. */
  of(terms: readonly unknown[], build: (builder: Builder) => readonly Need[]): Basis {
    const text = terms.map((one) => this.#numberOf(one)).join();
    const basis = this.#known.get(text) ?? this.#make(build);
    this.#known.set(text, basis);
    return basis;
  }

  /** The same for the same thing. */
  #numberOf(thing: unknown): number {
    const number = this.#numbers.get(thing) ?? this.#numbers.size;
    this.#numbers.set(thing, number);
    return number;
  }

  #make(build: (builder: Builder) => readonly Need[]): Basis {
    const builder = new Builder(this.services, this.#overrides);
    const needs = build(builder);
    const group = new Group();
    demandNeeds(needs, [], group);
    const requirement = requirementOf(needs, []);
    const schemes = [...new Set(requirement.flatMap((one) => [...one.schemes.keys()]))];
    const isSecured = needs.some((need) => need.kind === "provider" && need.decides);
    const admission = needs.filter(({ kind }) => kind === "provider");
    const headers = headersOf(schemes, isSecured);
    const { keys, slots } = builder;
    const fields = { headers, valueFields: valueFields(headers) };
    return { needs, admission, isSecured, keys, asked: [...keys.keys()], slots, group, requirement, schemes, ...fields };
  }
}

/** Header fields for every answer. */
function headersOf(schemes: readonly Scheme[], isSecured: boolean): Readonly<Record<string, string>> {
  const privacy = isSecured ? { "Cache-Control": "private, no-store" } : {};
  return Object.freeze(Object.assign(privacy, ...schemes.map(({ responseHeaders }) => responseHeaders)));
}
