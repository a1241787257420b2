import type { Container } from "../contract/container.js";
import type { Awaitable } from "../contract/provider.js";
import type { Reply } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import { fieldsUnder } from "../contract/value-fields.js";
import { make, type Service, type Services } from "../container/services.js";
import { Disposal, Endings } from "./endings.js";
import type { Run } from "./run.js";

/** A guard that was not asked yet. `route` stands for it. */
interface Excused {
  readonly route: object;
  /** Asks it: `undefined` lets the request pass, anything else is the answer. */
  enforce(): Awaitable<{ readonly result: unknown } | undefined>;
}

const none: readonly never[] = Object.freeze([]);

type Fields = Reply["headers"];

/** Hears of what went wrong where nobody waits for it. */
type Report = (request: RequestView, fault: unknown) => void;

/** One request and its answer: what every walk for it shares, and what ends with it. */
export class Exchange {
  readonly request: RequestView;
  readonly services: Services;
  /** Guards that let this request through as their exception. Whoever else answers it asks them first. */
  excused: readonly Excused[] = none;
  readonly #report: Report;
  #passed: Map<object, unknown> | undefined;
  #fields: Fields | undefined;
  #endings: Endings | undefined;
  #first: Run | undefined;
  /** The walks behind the first one, latest last. */
  #others: readonly Run[] = none;
  #adopted: Set<unknown> | undefined;
  #container: Container | undefined;
  #underWay = 0;
  #waiting: (() => void)[] | undefined;

  constructor(request: RequestView, services: Services, report: Report) {
    this.request = request;
    this.services = services;
    this.#report = report;
  }

  /** What ends with this request; `undefined` while there is nothing. */
  get open(): Endings | undefined {
    return this.#endings;
  }

  /** The same, made for the first thing that ends with it. */
  get endings(): Endings {
    return (this.#endings ??= new Endings((fault) => this.#report(this.request, fault)));
  }

  /** What the guards that let this request pass have provided. */
  get passed(): ReadonlyMap<object, unknown> | undefined {
    return this.#passed;
  }

  /** Keeps what a guard provided, and the header fields that its answers have. */
  pass(guard: object, value: unknown, fields: Fields): void {
    this.#passed = (this.#passed ?? new Map<object, unknown>()).set(guard, value);
    this.#fields = this.fieldsUnderGuards(fields);
  }

  /** Header fields of whoever answers, with those of the guards that let the request pass. */
  fieldsUnderGuards(own: Fields): Fields {
    return this.#fields === undefined ? own : fieldsUnder(this.#fields, own);
  }

  /** An instance of a service that is not shared, from the container of this request, which is made for the first one that it must be asked for. */
  make(service: Service): unknown {
    if (service.make !== undefined) return service.make();
    this.#container ??= this.services.forRequest(this.request);
    return make(service, this.#container);
  }

  /** Keeps what is open as it is while something that may use it is under way, even where the client has gone. Not by `finally`, which makes four promises of one. */
  during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    return work.then(
      (value) => {
        this.#leave();
        return value;
      },
      (fault: unknown) => {
        this.#leave();
        throw fault;
      },
    );
  }

  #leave(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) for (const goOn of this.#waiting?.splice(0) ?? []) goOn();
  }

  /** Ends what is open, once nothing is under way any more. */
  async end(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#waiting ??= []).push(resolve));
    await this.#endings?.endAll();
  }

  add(run: Run): void {
    if (this.#first === undefined) this.#first = run;
    else this.#others = [...this.#others, run];
  }

  /** What another walk of this request already holds under a key, or is about to. */
  recall(key: unknown): unknown {
    return this.#others.length === 0 ? undefined : this.#recallFrom([this.#first, ...this.#others], key);
  }

  #recallFrom(runs: readonly (Run | undefined)[], key: unknown): unknown {
    for (const run of runs) {
      const found = run?.find(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Takes a value that ends with the request, if it is of that kind. What the container keeps is not the request's to end. */
  adopt(value: unknown): void {
    if (!this.#isOwn(value) || this.#adopted?.has(value) === true) return;
    this.#adopted = (this.#adopted ?? new Set()).add(value);
    this.endings.add(new Disposal(value));
  }

  /** Ends a value that came too late to be of use. */
  discard(value: unknown): void {
    if (this.#isOwn(value) && this.#adopted?.has(value) !== true) void this.endings.endOne(new Disposal(value));
  }

  #isOwn(value: unknown): value is object {
    if (typeof value !== "object" || value === null) return false;
    const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = value as Partial<Disposable & AsyncDisposable>;
    return (later !== undefined || now !== undefined) && !this.services.isKept(value);
  }
}
