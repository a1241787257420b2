import { isUnavailable } from "../contract/errors.js";
import type { Reply } from "../contract/refusal.js";
import { valueReply } from "../http/problem.js";
import { isResponse } from "../http/when-sent.js";
import type { Exchange } from "../plan/exchange.js";
import type { Plan } from "../plan/plan.js";
import { unavailable } from "../plan/refuse.js";
import type { Refused } from "../plan/refused.js";
import type { Run } from "../plan/run.js";
import { admit } from "./admit.js";
import type { Binding } from "./binding.js";
import type { Engine, Route } from "./engine.js";
import { errorOf, providerErrorOf } from "./faults.js";
import { requireSealed } from "./inspection.js";
import { Witness } from "./witness.js";

/** What admission came to: `undefined` lets the request in; otherwise the answer is written, and `result` goes to the framework. */
type Entry = { readonly result: unknown } | undefined;

/** One route's handling of one request: admission, then the handler or the refusal, then what ends with the answer. */
export class Handling<App, Given extends readonly unknown[]> {
  readonly #engine: Engine;
  readonly #binding: Binding<App, Given>;
  readonly #route: Route;
  readonly #plan: Plan;
  readonly #given: Given;
  readonly #exchange: Exchange;
  readonly #run: Run;
  readonly #witness: Witness;

  constructor(engine: Engine, binding: Binding<App, Given>, route: Route, given: Given) {
    requireSealed(route);
    this.#engine = engine;
    this.#binding = binding;
    this.#route = route;
    this.#plan = route.plan;
    this.#given = given;
    this.#exchange = engine.exchange(binding.identity(given[0]), () => binding.view(...given));
    this.#run = this.#plan.start(this.#exchange);
    this.#exchange.add(this.#run);
    this.#witness = new Witness(engine, route, this.#plan, this.#run);
  }

  /** Admits, then calls the handler and answers with what it returns. */
  handle(): unknown {
    const entry = this.#admit();
    return entry instanceof Promise ? entry.then((late) => this.#enter(late)) : this.#enter(entry);
  }

  /** Admits, then passes on. What stands behind a guard answers for itself, and for its own faults. */
  guard(): unknown {
    const entry = this.#admit();
    return entry instanceof Promise ? entry.then((late) => this.#pass(late)) : this.#pass(entry);
  }

  #admit(): Entry | Promise<Entry> {
    this.#binding.preset(this.#plan.headers, ...this.#given);
    try {
      const refused = admit(this.#plan, this.#run, this.#engine.settings.timeout);
      if (!(refused instanceof Promise)) return this.#decide(refused);
      return refused.then((late) => this.#decideLate(late)).catch((fault: unknown) => ({ result: this.#fail(fault, providerErrorOf) }));
    } catch (fault) {
      return { result: this.#fail(fault, providerErrorOf) };
    }
  }

  #decide(refused: Refused | undefined): Entry {
    if (refused !== undefined) return { result: this.#release(this.#send(this.#witness.refused(refused))) };
    if (!this.#plan.open) this.#witness.granted();
    return undefined;
  }

  #decideLate(refused: Refused | undefined): Entry {
    if (!this.#exchange.request.aborted) return this.#decide(refused);
    return { result: this.#abort() };
  }

  #enter(entry: Entry): unknown {
    if (entry !== undefined) return entry.result;
    try {
      const value = this.#plan.call(this.#run, this.#given);
      if (!isThenable(value)) return this.#answer(value);
      return Promise.resolve(value)
        .then((late) => this.#answer(late))
        .catch((fault: unknown) => this.#fail(fault));
    } catch (fault) {
      return this.#fail(fault);
    }
  }

  #pass(entry: Entry): unknown {
    if (entry !== undefined) return entry.result;
    this.#exchange.passed.set(this.#route, this.#plan.call(this.#run, this.#given));
    const behind = this.#binding.next(...this.#given);
    if (!isThenable(behind)) return this.#complete(behind);
    return Promise.resolve(behind).then(
      (late) => this.#complete(late),
      (fault: unknown) => {
        this.#release(undefined);
        throw fault;
      },
    );
  }

  /** The client has gone: nobody reads an answer, and nobody is at fault. */
  #abort(): unknown {
    this.#run.stop();
    const reply = this.#witness.aborted();
    return this.#release(this.#binding.sent(...this.#given) ? undefined : this.#send(reply));
  }

  #answer(value: unknown): unknown {
    if (this.#binding.answered(value, ...this.#given)) return this.#complete(value);
    if (isResponse(value)) return this.#complete(this.#binding.sendResponse(value, ...this.#given));
    // A handler that took the framework's arguments may still answer by itself.
    if (value === undefined && this.#plan.takesGiven) return this.#complete(undefined);
    return this.#complete(this.#send(valueReply(value)));
  }

  /** A broken world is 503; every other fault goes to the framework's own error channel, as an `Error` whatever was thrown. */
  #fail(fault: unknown, asError: (fault: unknown) => Error = errorOf): unknown {
    if (this.#exchange.request.aborted) return this.#abort();
    if (isUnavailable(fault) && !this.#binding.sent(...this.#given)) {
      return this.#release(this.#send(this.#witness.unavailable(unavailable(fault.retryAfter), fault)));
    }
    this.#witness.fault(fault);
    this.#release(undefined);
    throw asError(fault);
  }

  #send(reply: Reply): unknown {
    return this.#binding.send(reply, ...this.#given);
  }

  #complete(result: unknown): unknown {
    return this.#release(this.#binding.complete(this.#plan.headers, result, ...this.#given));
  }

  #release(result: unknown): unknown {
    if (!this.#exchange.hasAdopted) return result;
    return this.#binding.release(result, () => this.#exchange.dispose(), ...this.#given);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
