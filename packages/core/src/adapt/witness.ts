import type { SecurityEvent } from "../contract/event.js";
import type { Rejected } from "../contract/outcome.js";
import type { Refusal, Reply } from "../contract/refusal.js";
import type { Scheme } from "../contract/scheme.js";
import { refusalReply } from "../http/problem.js";
import type { Plan } from "../plan/plan.js";
import { refuse, unavailable } from "../plan/refuse.js";
import { Denial, Rejection, WrongMethod, type Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";
import type { Engine, Route } from "./engine.js";
import { printable, subjectOf } from "./events.js";
import { renderedBy } from "./rendering.js";

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
    const refusal = refuse(refused, { realm: this.#engine.settings.realm, fault: (fault) => this.fault(fault) });
    this.#tell(typeOf(refused), () => ({
      status: refusal.status,
      schemes: this.#names(refused.schemes),
      ...reasonOf(refused),
    }));
    return this.#reply(refusal, refused.schemes);
  }

  superRole(policy: string, role: string): void {
    this.#tell("super_role", () => ({ code: printable(policy), reason: printable(role) }));
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

  /** The first scheme that has a body of its own is asked, then the application. */
  #reply(anonymous: Refusal, schemes: readonly Scheme[] = []): Reply {
    const refusal = this.#engine.requestIds.named(anonymous, this.#run.request);
    const own = schemes.find(({ hooks }) => hooks.render !== undefined)?.hooks.render;
    const means = { request: this.#run.request, fault: (fault: unknown) => this.fault(fault) };
    const rendered = renderedBy(own, refusal, means) ?? renderedBy(this.#engine.settings.render, refusal, means);
    return refusalReply(refusal, this.#plan.headers, rendered);
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
    const base = { status: undefined, schemes: [], code: undefined, reason: undefined, scopes: [], subject };
    const requestId = this.#engine.requestIds.of(this.#run.request);
    events.tell({ type, time: settings.clock(), method, requestId, route: this.#route.label, ...base, ...details() });
  }
}

function typeOf(refused: Refused): SecurityEvent["type"] {
  if (refused instanceof Rejection) return typeOfRejection(refused.outcome);
  if (refused instanceof WrongMethod) return "invalid_request";
  return refused instanceof Denial ? "denied" : "absent";
}

function typeOfRejection({ retryAfter, invalidRequest }: Rejected): SecurityEvent["type"] {
  if (retryAfter !== undefined) return "throttled";
  return invalidRequest ? "invalid_request" : "rejected";
}

function reasonOf(refused: Refused): Details {
  if (refused instanceof Denial) return { code: printable(refused.code), scopes: refused.scopes, reason: printed(refused.said.reason) };
  if (refused instanceof WrongMethod) return { code: "method_not_allowed" };
  if (!(refused instanceof Rejection)) return {};
  const { code, subject } = refused.outcome;
  return { code: printable(code), ...(subject !== undefined && { subject: printable(subject) }) };
}

const printed = (text: string | undefined): string | undefined => (text === undefined ? undefined : printable(text));
