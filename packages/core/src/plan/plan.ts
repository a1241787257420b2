import type { Scheme } from "../contract/scheme.js";
import type { ValueFields } from "../contract/value-fields.js";
import type { Basis } from "./bases.js";
import type { Exchange } from "./exchange.js";
import { obstacleIn } from "./needs.js";
import { Refused } from "./refused.js";
import type { Requirement } from "./requirement.js";
import { Run } from "./run.js";

/** What a plan has of its own. */
interface Facts {
  readonly label: string;
  readonly open: boolean;
  /** Whether the handler takes any of the framework's own arguments. */
  readonly takesGiven: boolean;
}

/** Calls the handler with what it needs, once everybody who may not pass is gone. */
type Call = (run: Run, given: readonly unknown[]) => unknown;

/** A handler's declared needs, compiled once and frozen. */
export class Plan {
  readonly label: string;
  readonly open: boolean;
  readonly takesGiven: boolean;
  readonly requirement: Requirement;
  /** Every scheme that it may ask, in order. */
  readonly schemes: readonly Scheme[];
  /** Header fields for every answer of the route. */
  readonly headers: Readonly<Record<string, string>>;
  /** Header fields for its answers with a value. */
  readonly valueFields: ValueFields;
  readonly #basis: Basis;
  readonly #call: Call;

  constructor(basis: Basis, { label, open, takesGiven }: Facts, call: Call) {
    this.label = label;
    this.open = open;
    this.takesGiven = takesGiven;
    this.requirement = basis.requirement;
    this.schemes = basis.schemes;
    this.headers = basis.headers;
    this.valueFields = basis.valueFields;
    this.#basis = basis;
    this.#call = call;
    Object.freeze(this);
  }

  /** What stands for the providers and services that it may ask. */
  get keys(): readonly unknown[] {
    return this.#basis.asked;
  }

  start(exchange: Exchange): Run {
    return new Run(exchange, this.#basis);
  }

  /** Lets the request in (`undefined`), or says why not; or a promise of either. Throws, or rejects, on a fault. */
  admit(run: Run): Refused | undefined | Promise<Refused | undefined> {
    const refused = this.#basis.group.admit(run);
    if (refused instanceof Promise) return this.#walkAfter(refused, run);
    return refused ?? this.#walk(run);
  }

  #walk(run: Run): Refused | undefined | Promise<Refused | undefined> {
    const obstacle = obstacleIn(this.#basis.admission, run);
    return obstacle instanceof Promise ? this.#walkAfter(obstacle, run) : obstacle;
  }

  #walkAfter(pending: Promise<unknown>, run: Run): Promise<Refused | undefined> {
    return pending.then((late) => (late instanceof Refused ? late : this.#walk(run)));
  }

  /** What a run holds so far for the schemes and providers that the handler asks for. */
  held(run: Run): unknown[] {
    const nodes = [
      ...this.#basis.group.schemes,
      ...this.#basis.admission.flatMap((need) => (need.kind === "provider" ? [need.edge.node] : [])),
    ];
    return nodes.map(({ slot }) => run.held(slot));
  }

  /** Calls the handler. `given` are the framework's own arguments. */
  call(run: Run, given: readonly unknown[]): unknown {
    return this.#call(run, given);
  }
}
