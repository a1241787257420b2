import { isForbidden, isUnavailable, RefusedError } from "../contract/errors.js";
import type { Reply } from "../contract/refusal.js";
import type { Exchange } from "../plan/exchange.js";
import type { Plan } from "../plan/plan.js";
import { unavailable } from "../plan/refuse.js";
import { refusalBy, type Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";
import { admit } from "./admit.js";
import type { Binding } from "./binding.js";
import type { Engine, Route } from "./engine.js";
import { errorOf, hasClientStatus, providerErrorOf } from "./faults.js";
import { requireSealed } from "./inspection.js";
import { Witness } from "./witness.js";

/** What admission came to: `undefined` lets the request in; otherwise the answer is written, and `result` goes to the framework. */
export type Entry = { readonly result: unknown } | undefined;

/** One route's admission of one request, and how it ends: what handlers and guards have in common. */
export abstract class Admission<App, Given extends readonly unknown[]> {
  protected readonly exchange: Exchange;
  protected readonly plan: Plan;
  protected readonly run: Run;
  readonly #engine: Engine;
  #told: Witness | undefined;

  constructor(
    engine: Engine,
    protected readonly binding: Binding<App, Given>,
    readonly route: Route,
    protected readonly given: Given,
  ) {
    requireSealed(route);
    this.#engine = engine;
    this.plan = route.plan;
    this.exchange = engine.exchange(binding, given);
    this.run = this.plan.start(this.exchange);
    this.run.observer = this;
    this.exchange.add(this.run);
  }

  superRole(policy: string, role: string): void {
    this.#witness.superRole(policy, role);
  }

  get #witness(): Witness {
    return (this.#told ??= new Witness(this.#engine, this.route, this.plan, this.run));
  }

  protected admit(): Entry | Promise<Entry> {
    this.binding.preset?.(this.plan.headers, this.given);
    try {
      const refused = admit(this.plan, this.run, this.#engine.settings.timeout);
      return refused instanceof Promise ? this.#decideAfter(refused) : this.#decide(refused);
    } catch (fault) {
      return this.#failed(fault);
    }
  }

  #decideAfter(pending: Promise<Refused | undefined>): Promise<Entry> {
    return this.exchange.during(
      pending.then(
        (late) => this.#decideLate(late),
        (fault: unknown) => this.#failed(fault),
      ),
    );
  }

  #failed(fault: unknown): Entry {
    return { result: this.fail(fault, providerErrorOf) };
  }

  #decide(refused: Refused | undefined): Entry {
    if (refused !== undefined) return { result: this.refuse(refused) };
    if (!this.plan.open && this.#engine.events.wanted) this.#witness.granted();
    return undefined;
  }

  #decideLate(refused: Refused | undefined): Entry {
    try {
      return this.exchange.request.aborted ? { result: this.#abort() } : this.#decide(refused);
    } catch (fault) {
      return this.#failed(fault);
    }
  }

  protected refuse(refused: Refused): unknown {
    const refuse = () => this.release(this.send(this.#witness.refused(refused)));
    return this.#unwound(new RefusedError("The request was refused."), refuse);
  }

  /** The client has gone: nobody reads an answer, and nobody is at fault. */
  #abort(): unknown {
    this.run.stop();
    const reply = this.#witness.aborted();
    const leave = () => this.release(this.binding.sent(this.given) ? undefined : this.send(reply));
    return this.#unwound(new RefusedError("The client has gone."), leave);
  }

  /**
   * Goes on once everything that hears of faults was told of this one. A resource that throws an error with a client's status in its place means it; whatever
   * else comes of it is told, and changes no refusal.
   */
  #unwound(fault: Error, goOn: () => unknown): unknown {
    return this.exchange.endings.unwind(fault, (late) => {
      if (hasClientStatus(late)) return this.#failNow(late, providerErrorOf);
      if (late !== fault) this.#witness.fault(late);
      return goOn();
    });
  }

  /** A broken world is 503; every other fault goes to the framework's own error channel, as an `Error` whatever was thrown. */
  protected fail(fault: unknown, asError: (fault: unknown) => Error = errorOf): unknown {
    return this.exchange.endings.unwind(fault, (late) => this.#failNow(late, asError));
  }

  #failNow(fault: unknown, asError: (fault: unknown) => Error): unknown {
    if (this.exchange.request.aborted) return this.#abort();
    const reply = this.binding.sent(this.given) ? undefined : this.#replyTo(fault);
    if (reply !== undefined) return this.release(this.send(reply));
    this.#witness.fault(fault);
    this.release(undefined);
    throw asError(fault);
  }

  /** What a fault means to the client, where it means anything. */
  #replyTo(fault: unknown): Reply | undefined {
    if (isUnavailable(fault)) return this.#witness.unavailable(unavailable(fault.retryAfter), fault);
    return isForbidden(fault) ? this.#witness.refused(refusalBy(fault, this.plan.schemes)) : undefined;
  }

  protected send(reply: Reply): unknown {
    return this.binding.send(reply, this.given);
  }

  protected complete(result: unknown): unknown {
    return this.release(this.binding.complete(this.plan.headers, result, this.given));
  }

  protected release(result: unknown): unknown {
    return this.exchange.open?.isEmpty !== false ? result : this.#releaseOpen(result);
  }

  /** On its own, since a function that makes a closure costs memory each time it is called, also where it makes none. */
  #releaseOpen(result: unknown): unknown {
    return this.binding.release(result, () => this.exchange.end(), this.given);
  }
}
