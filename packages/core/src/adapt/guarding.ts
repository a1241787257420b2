import { Admission, isThenable, type Entry } from "./admission.js";

/** A guard's part in one request: admission, then what stands behind it, or the refusal. */
export class Guarding<App, Given extends readonly unknown[]> extends Admission<App, Given> {
  #hasPassed = false;

  serve(): unknown {
    if (this.#isExcepted()) {
      this.exchange.excused.push(this);
      return this.#passOn();
    }
    const entry = this.enforce();
    return entry instanceof Promise ? entry.then((late) => this.#enter(late)) : this.#enter(entry);
  }

  /** Asks; for an exception only where another handler answers than the one that is excepted. */
  enforce(): Entry | Promise<Entry> {
    const entry = this.admit();
    return entry instanceof Promise ? entry.then((late) => this.#keep(late)) : this.#keep(entry);
  }

  #isExcepted(): boolean {
    const { exceptions } = this.route;
    if (exceptions.length === 0) return false;
    const { method, url } = this.exchange.request;
    const path = /^[^?#]*/.exec(url)?.[0] ?? url;
    const methods = ["ALL", method, method === "HEAD" ? "GET" : method];
    return exceptions.some((one) => methods.includes(one.method) && one.matches(path));
  }

  #keep(entry: Entry): Entry {
    if (entry !== undefined) return entry;
    this.#hasPassed = true;
    this.exchange.passed.set(this.route, this.plan.call(this.run, this.given));
    return undefined;
  }

  #enter(entry: Entry): unknown {
    return entry === undefined ? this.#passOn() : entry.result;
  }

  /** What stands behind a guard answers for itself, and for its own faults. */
  #passOn(): unknown {
    const behind = this.binding.next(...this.given);
    if (!isThenable(behind)) return this.#completeOwn(behind);
    return Promise.resolve(behind).then(
      (late) => this.#tellOfFault(late),
      async (fault: unknown) => {
        const late = await this.#unwound(fault);
        this.release(undefined);
        throw late;
      },
    );
  }

  /** The framework has answered the fault already: what is open hears of it, and cannot change the answer. */
  #tellOfFault(result: unknown): unknown {
    const fault = this.binding.faultBehind?.(...this.given);
    if (fault === undefined) return this.#completeOwn(result);
    return this.#unwound(fault).then(() => this.#completeOwn(result));
  }

  async #unwound(fault: unknown): Promise<unknown> {
    const { endings } = this.exchange;
    return endings.hearsOfFaults ? endings.unwind(fault) : fault;
  }

  #completeOwn(result: unknown): unknown {
    return this.#hasPassed ? this.complete(result) : result;
  }
}
