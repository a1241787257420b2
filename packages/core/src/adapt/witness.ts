import type { SecurityEvent } from "../contract/event.js";
import type { Refusal, Reply } from "../contract/refusal.js";
import { problemOf, refusalReply, type RenderedBody } from "../http/problem.js";
import type { Plan } from "../plan/plan.js";
import { refuse, unavailable } from "../plan/refuse.js";
import { Denial, Rejection, type Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";
import type { Engine, Route } from "./engine.js";
import { printable, subjectOf } from "./events.js";

type Details = Partial<Omit<SecurityEvent, "type" | "time" | "method" | "route">>;

/** Tells the operator what was decided, and makes the answer that the client sees. */
export class Witness {
  readonly #engine: Engine;
  readonly #route: Route;
  readonly #plan: Plan;
  readonly #run: Run;

  /** The plan is the one that the request walks: its route may have another by the time that it ends. */
  constructor(engine: Engine, route: Route, plan: Plan, run: Run) {
    this.#engine = engine;
    this.#route = route;
    this.#plan = plan;
    this.#run = run;
  }

  granted(): void {
    this.#tell("granted", () => ({ schemes: this.#names(this.#plan.schemes) }));
  }

  refused(refused: Refused): Reply {
    const refusal = refuse(refused, this.#engine.settings.realm);
    this.#tell(typeOf(refused), () => ({
      status: refusal.status,
      schemes: this.#names(refused.schemes),
      ...reasonOf(refused),
    }));
    return this.#reply(refusal);
  }

  unavailable(refusal: Refusal, fault: Error): Reply {
    this.#tell("unavailable", () => ({ status: 503, code: fault.name }));
    return this.#reply(refusal);
  }

  aborted(): Reply {
    this.#tell("aborted", () => ({}));
    return this.#reply(unavailable(0));
  }

  fault(fault: unknown): void {
    this.#tell("fault", () => ({ code: fault instanceof Error ? fault.name : typeof fault }));
  }

  #reply(refusal: Refusal): Reply {
    return refusalReply(refusal, this.#plan.headers, this.#render(refusal));
  }

  #render(refusal: Refusal): RenderedBody | undefined {
    try {
      return this.#engine.settings.render?.(problemOf(refusal), this.#run.request);
    } catch (fault) {
      this.fault(fault);
      return undefined;
    }
  }

  #names(schemes: readonly { readonly name: string }[]): readonly string[] {
    return schemes.map(({ name }) => name);
  }

  #tell(type: SecurityEvent["type"], details: () => Details): void {
    const { events, settings } = this.#engine;
    if (!events.wanted) return;
    const subject = this.#plan
      .held(this.#run)
      .map(subjectOf)
      .find((name) => name !== undefined);
    const method = printable(this.#run.request.method);
    const base = { status: undefined, schemes: [], code: undefined, scopes: [], subject };
    events.tell({ type, time: settings.clock(), method, route: this.#route.label, ...base, ...details() });
  }
}

function typeOf(refused: Refused): SecurityEvent["type"] {
  if (refused instanceof Rejection) return refused.outcome.invalidRequest ? "invalid_request" : "rejected";
  return refused instanceof Denial ? "denied" : "absent";
}

function reasonOf(refused: Refused): Details {
  if (refused instanceof Denial) return { code: refused.code, scopes: refused.scopes };
  if (!(refused instanceof Rejection)) return {};
  const { code, subject } = refused.outcome;
  return { code: printable(code), ...(subject !== undefined && { subject: printable(subject) }) };
}
