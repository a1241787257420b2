import type { Container } from "../contract/container.js";
import type { RequestView } from "../contract/request-view.js";
import { make, type Service, type Services } from "../container/services.js";
import type { Run } from "./run.js";

/** One request and its answer: what every walk for it shares, and what ends with it. */
export class Exchange {
  readonly request: RequestView;
  readonly services: Services;
  /** What the guards that let this request pass have provided. */
  readonly passed: Map<object, unknown> = new Map();
  readonly #report: (fault: unknown) => void;
  readonly #runs: Run[] = [];
  readonly #adopted: object[] = [];
  #ending: Promise<void> = Promise.resolve();
  #container: Container | undefined;

  constructor(request: RequestView, services: Services, report: (fault: unknown) => void) {
    this.request = request;
    this.services = services;
    this.#report = report;
  }

  /** An instance of a service that is not shared, from the container of this request, which is made for the first one. */
  make(service: Service): unknown {
    this.#container ??= this.services.forRequest(this.request);
    return make(service, this.#container);
  }

  add(run: Run): void {
    this.#runs.push(run);
  }

  /** What another walk of this request already holds under a key, or is about to. */
  recall(key: unknown): unknown {
    if (this.#runs.length < 2) return undefined;
    for (const run of this.#runs) {
      const found = run.find(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Takes a value that ends with the request, if it is of that kind. What the container keeps is not the request's to end. */
  adopt(value: unknown): void {
    if (this.#isOwn(value) && !this.#adopted.includes(value)) this.#adopted.push(value);
  }

  /** Ends a value that came too late to be of use. */
  discard(value: unknown): void {
    if (this.#isOwn(value) && !this.#adopted.includes(value)) void this.#end(value);
  }

  get hasAdopted(): boolean {
    return this.#adopted.length > 0;
  }

  /** Disposes what was adopted, last first and one after another. One that fails does not stop the others. */
  dispose(): Promise<void> {
    this.#ending = this.#ending.then(async () => {
      for (let value = this.#adopted.pop(); value !== undefined; value = this.#adopted.pop()) await this.#end(value);
    });
    return this.#ending;
  }

  #isOwn(value: unknown): value is object {
    if (typeof value !== "object" || value === null) return false;
    return (Symbol.dispose in value || Symbol.asyncDispose in value) && !this.services.isKept(value);
  }

  async #end(value: object): Promise<void> {
    try {
      await disposeOf(value);
    } catch (fault) {
      this.#report(fault);
    }
  }
}

async function disposeOf(value: object): Promise<void> {
  const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = value as Partial<Disposable & AsyncDisposable>;
  if (later !== undefined) await later.call(value);
  else now?.call(value);
}
