import type { Container } from "../contract/container.js";
import type { Awaitable } from "../contract/provider.js";
import type { RequestView } from "../contract/request-view.js";
import { make, type Service, type Services } from "../container/services.js";
import { Endings, type Ending } from "./endings.js";
import type { Run } from "./run.js";

/** A guard that was not asked yet. `route` stands for it. */
interface Excused {
  readonly route: object;
  /** Asks it: `undefined` lets the request pass, anything else is the answer. */
  enforce(): Awaitable<{ readonly result: unknown } | undefined>;
}

/** One request and its answer: what every walk for it shares, and what ends with it. */
export class Exchange {
  readonly request: RequestView;
  readonly services: Services;
  /** What the guards that let this request pass have provided. */
  readonly passed: Map<object, unknown> = new Map();
  /** Guards that let this request through as their exception. Whoever else answers it asks them first. */
  readonly excused: Excused[] = [];
  /** What ends with this request. */
  readonly endings: Endings;
  readonly #runs: Run[] = [];
  readonly #adopted = new Set<unknown>();
  #container: Container | undefined;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(request: RequestView, services: Services, report: (fault: unknown) => void) {
    this.request = request;
    this.services = services;
    this.endings = new Endings(report);
  }

  /** An instance of a service that is not shared, from the container of this request, which is made for the first one. */
  make(service: Service): unknown {
    this.#container ??= this.services.forRequest(this.request);
    return make(service, this.#container);
  }

  /** Keeps what is open as it is while something that may use it is under way, even where the client has gone. */
  during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    return work.finally(() => {
      this.#underWay -= 1;
      if (this.#underWay === 0) for (const goOn of this.#waiting.splice(0)) goOn();
    });
  }

  /** Ends what is open, once nothing is under way any more. */
  async end(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.endings.endAll();
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
    if (!this.#isOwn(value) || this.#adopted.has(value)) return;
    this.#adopted.add(value);
    this.endings.add(new Disposal(value));
  }

  /** Ends a value that came too late to be of use. */
  discard(value: unknown): void {
    if (this.#isOwn(value) && !this.#adopted.has(value)) void this.endings.endOne(new Disposal(value));
  }

  #isOwn(value: unknown): value is object {
    if (typeof value !== "object" || value === null) return false;
    return (Symbol.dispose in value || Symbol.asyncDispose in value) && !this.services.isKept(value);
  }
}

/** A value that is disposed, whatever became of the request. */
class Disposal implements Ending {
  readonly isHandlerBound = false;

  constructor(private readonly value: object) {}

  async end(): Promise<void> {
    const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = this.value as Partial<Disposable & AsyncDisposable>;
    if (later !== undefined) await later.call(this.value);
    else now?.call(this.value);
  }
}
