import type { Scheme } from "../contract/scheme.js";
import type { Exchange } from "./exchange.js";
import { Group } from "./group.js";
import { obstacleIn, type Need } from "./needs.js";
import { Refused } from "./refused.js";
import type { Requirement } from "./requirement.js";
import { Run } from "./run.js";

/** What a compiled plan is made of. */
export interface PlanParts {
  readonly label: string;
  readonly open: boolean;
  /** Whether the handler takes any of the framework's own arguments. */
  readonly takesGiven: boolean;
  readonly keys: ReadonlyMap<unknown, number>;
  /** How many results a run keeps. */
  readonly slots: number;
  readonly group: Group;
  readonly requirement: Requirement;
  /** What must be granted before anything else of the application is touched. */
  readonly admission: readonly Need[];
  /** Calls the handler with what it needs, once everybody who may not pass is gone. */
  readonly call: (run: Run, given: readonly unknown[]) => unknown;
}

/** A handler's declared needs, compiled once and frozen. */
export class Plan {
  readonly label: string;
  readonly open: boolean;
  readonly takesGiven: boolean;
  readonly requirement: Requirement;
  /** What stands for the providers and services that it may ask. */
  readonly keys: readonly unknown[];
  /** Every scheme that it may ask, in order. */
  readonly schemes: readonly Scheme[];
  /** Header fields for every answer of the route. */
  readonly headers: Readonly<Record<string, string>>;
  readonly #parts: PlanParts;

  constructor(parts: PlanParts) {
    this.label = parts.label;
    this.open = parts.open;
    this.takesGiven = parts.takesGiven;
    this.requirement = parts.requirement;
    this.keys = [...parts.keys.keys()];
    this.schemes = [...new Set(parts.requirement.flatMap(({ schemes }) => [...schemes.keys()]))];
    const privacy = parts.open ? {} : { "Cache-Control": "private, no-store" };
    this.headers = Object.freeze(Object.assign(privacy, ...this.schemes.map(({ responseHeaders }) => responseHeaders)));
    this.#parts = parts;
    Object.freeze(this);
  }

  start(exchange: Exchange): Run {
    return new Run(exchange, this.#parts);
  }

  /** Lets the request in (`undefined`), or says why not; or a promise of either. Throws, or rejects, on a fault. */
  admit(run: Run): Refused | undefined | Promise<Refused | undefined> {
    const refused = this.#parts.group.admit(run);
    if (refused instanceof Promise) return this.#walkAfter(refused, run);
    return refused ?? this.#walk(run);
  }

  #walk(run: Run): Refused | undefined | Promise<Refused | undefined> {
    const obstacle = obstacleIn(this.#parts.admission, run);
    return obstacle instanceof Promise ? this.#walkAfter(obstacle, run) : obstacle;
  }

  #walkAfter(pending: Promise<unknown>, run: Run): Promise<Refused | undefined> {
    return pending.then((late) => (late instanceof Refused ? late : this.#walk(run)));
  }

  /** What a run holds so far for the schemes and providers that the handler asks for. */
  held(run: Run): unknown[] {
    const nodes = [
      ...this.#parts.group.schemes,
      ...this.#parts.admission.flatMap((need) => (need.kind === "provider" ? [need.edge.node] : [])),
    ];
    return nodes.map(({ slot }) => run.held(slot));
  }

  /** Calls the handler. `given` are the framework's own arguments. */
  call(run: Run, given: readonly unknown[]): unknown {
    return this.#parts.call(run, given);
  }
}
