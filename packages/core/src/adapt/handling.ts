import { answeredMethods } from "../contract/endpoint.js";
import { isThenable } from "../contract/thenable.js";
import { valueFields, type ValueFields } from "../contract/value-fields.js";
import { valueReply } from "../http/problem.js";
import { isResponse } from "../http/when-sent.js";
import { WrongMethod } from "../plan/refused.js";
import { Admission, type Entry } from "./admission.js";
import type { Serve } from "./engine.js";

/** Serves a request by a handler. */
export const handle: Serve = (engine, binding, route, given) => new Handling(engine, binding, route, given).serve();

/** A handler's part in one request: admission, then the handler and its answer, or the refusal. */
class Handling<App, Given extends readonly unknown[]> extends Admission<App, Given> {
  serve(): unknown {
    const served = this.#serve();
    return isThenable(served) ? this.exchange.during(Promise.resolve(served)) : served;
  }

  #serve(): unknown {
    const { method } = this.route;
    if (method !== undefined && !answeredMethods(method).includes(this.exchange.request.method)) {
      return this.refuse(new WrongMethod(answeredMethods(method)));
    }
    const entry = this.exchange.excused.length === 0 ? this.admit() : this.#admitUnexcused();
    return entry instanceof Promise ? this.#enterAfter(entry) : this.#enter(entry);
  }

  /** Guards let through what looked like their exception: unless it is this handler, they are asked now. */
  async #admitUnexcused(): Promise<Entry> {
    for (const guard of this.exchange.excused) {
      const entry = this.route.exceptedFrom.has(guard.route) ? undefined : await guard.enforce();
      if (entry !== undefined) return entry;
    }
    return this.admit();
  }

  #enterAfter(pending: Promise<Entry>): Promise<unknown> {
    return pending.then((late) => this.#enter(late));
  }

  #enter(entry: Entry): unknown {
    if (entry !== undefined) return entry.result;
    try {
      const value = this.plan.call(this.run, this.given);
      const isDone = !isThenable(value) && this.exchange.open?.hasHandlerBound !== true;
      return isDone ? this.#answer(value) : this.#leaveAfter(value);
    } catch (fault) {
      return this.fail(fault);
    }
  }

  #leaveAfter(value: unknown): Promise<unknown> {
    return Promise.resolve(value)
      .then((late) => this.#leave(late))
      .catch((fault: unknown) => this.fail(fault));
  }

  async #leave(value: unknown): Promise<unknown> {
    if (this.exchange.open?.hasHandlerBound === true) await this.exchange.endings.endHandlerBound();
    return this.#answer(value);
  }

  #answer(value: unknown): unknown {
    if (this.binding.answered(value, this.given)) return this.complete(value);
    if (isResponse(value)) return this.complete(this.binding.sendResponse(value, this.given));
    // A handler that took the framework's arguments may still answer by itself.
    if (value === undefined && this.plan.takesGiven) return this.complete(undefined);
    return this.release(this.send(valueReply(value, this.#valueFields())));
  }

  /** Where a framework takes no fields beforehand, the answer brings along what guards would have to set on it afterwards, which costs more than the rest of them. */
  #valueFields(): ValueFields {
    const { headers, valueFields: own } = this.plan;
    const fields = this.binding.preset === undefined ? this.exchange.fieldsUnderGuards(headers) : headers;
    return fields === headers ? own : valueFields(fields);
  }
}
