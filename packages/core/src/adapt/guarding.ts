import { isThenable } from "../contract/thenable.js";
import { Admission, type Entry } from "./admission.js";
import type { Serve } from "./engine.js";

/** Serves a request by a guard, and whatever stands behind it. */
export const standGuard: Serve = (engine, binding, route, given) => new Guarding(engine, binding, route, given).serve();

/** A guard's part in one request: admission, then what stands behind it, or the refusal. */
class Guarding<App, Given extends readonly unknown[]> extends Admission<App, Given> {
  #hasPassed = false;

  serve(): unknown {
    if (this.#isExcepted()) {
      this.exchange.excused = [...this.exchange.excused, this];
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
    const path = /^[^?]*/.exec(url)?.[0] ?? url;
    if (!isCanonical(path)) return false;
    const methods = ["ALL", method, method === "HEAD" ? "GET" : method];
    return exceptions.some((one) => methods.includes(one.method) && one.matches(path));
  }

  #keep(entry: Entry): Entry {
    if (entry !== undefined) return entry;
    this.#hasPassed = true;
    this.exchange.pass(this.route, this.plan.call(this.run, this.given), this.plan.headers);
    return undefined;
  }

  #enter(entry: Entry): unknown {
    return entry === undefined ? this.#passOn() : entry.result;
  }

  /** What stands behind a guard answers for itself, and for its own faults. */
  #passOn(): unknown {
    const behind = this.binding.next(this.given);
    if (!isThenable(behind)) return this.#completeOwn(behind);
    return Promise.resolve(behind).then(
      (late) => this.#tellOfFault(late),
      (fault: unknown) => this.exchange.endings.unwind(fault, (late) => this.#throwOn(late)),
    );
  }

  /** The framework has answered the fault already: what is open hears of it, and cannot change the answer. */
  #tellOfFault(result: unknown): unknown {
    const fault = this.binding.faultBehind?.(this.given);
    if (fault !== undefined) return this.exchange.endings.unwind(fault, () => this.#completeOwn(result));
    return this.exchange.open?.hasHandlerBound === true ? this.#endHandlerBound(result) : this.#completeOwn(result);
  }

  /** What stands behind is the framework's own, and has returned: nothing of it was sent yet. */
  async #endHandlerBound(result: unknown): Promise<unknown> {
    try {
      await this.exchange.endings.endHandlerBound();
      return this.#completeOwn(result);
    } catch (fault) {
      return this.fail(fault);
    }
  }

  #throwOn(fault: unknown): never {
    this.release(undefined);
    throw fault;
  }

  #completeOwn(result: unknown): unknown {
    return this.#hasPassed ? this.complete(result) : result;
  }
}

/** What a server might still rewrite before it looks for a route (dots, backslashes, a fragment, a whole URL) excuses nobody. */
function isCanonical(path: string): boolean {
  return URL.canParse(path, "http://a") && new URL(path, "http://a").pathname === path;
}
