/** Something that ends with a request. */
export interface Ending {
  /** Whether it ends when the handler has returned, and not only after the answer. */
  readonly isHandlerBound: boolean;
  /** Ends it in peace. */
  end(): Promise<void>;
  /** Ends it because of a fault, and tells which fault goes on: `undefined` where it was swallowed. Missing: it ends in peace whatever happened. */
  endWith?(fault: unknown): Promise<{ readonly fault: unknown } | undefined>;
}

/** What ends with a request: the last first, one after another. */
export class Endings {
  readonly #report: (fault: unknown) => void;
  readonly #open: Ending[] = [];
  #ending: Promise<void> = Promise.resolve();

  constructor(report: (fault: unknown) => void) {
    this.#report = report;
  }

  add(ending: Ending): void {
    this.#open.push(ending);
  }

  get isEmpty(): boolean {
    return this.#open.length === 0;
  }

  get hasHandlerBound(): boolean {
    return this.#open.some(({ isHandlerBound }) => isHandlerBound);
  }

  get #hearsOfFaults(): boolean {
    return this.#open.some((one) => one.endWith !== undefined);
  }

  /** Ends what is bound to the handler. The first that fails leaves the others to {@link unwind}. */
  async endHandlerBound(): Promise<void> {
    for (const ending of this.#open.filter(({ isHandlerBound }) => isHandlerBound).toReversed()) {
      this.#open.splice(this.#open.indexOf(ending), 1);
      await ending.end();
    }
  }

  /** Throws a fault through everything that hears of faults, and goes on with the one that comes out: at once, with the same, where nothing hears. */
  unwind<R>(fault: unknown, goOn: (late: unknown) => R): R | Promise<R> {
    return this.#hearsOfFaults ? this.#unwindAll(fault).then(goOn) : goOn(fault);
  }

  async #unwindAll(fault: unknown): Promise<unknown> {
    let passing: { readonly fault: unknown } | undefined = { fault };
    while (this.#hearsOfFaults) passing = await this.#unwindOne(this.#takeNext(), passing);
    return passing === undefined
      ? new TypeError("A resource swallowed an error, and left the request without an answer.", { cause: fault })
      : passing.fault;
  }

  /** What is bound to the handler ends first, as it does in peace. */
  #takeNext(): Ending {
    const bound = this.#open.findLastIndex(({ isHandlerBound }) => isHandlerBound);
    const [next] = this.#open.splice(bound === -1 ? this.#open.length - 1 : bound, 1);
    return next as Ending;
  }

  async #unwindOne(ending: Ending, passing: { readonly fault: unknown } | undefined): Promise<{ readonly fault: unknown } | undefined> {
    if (passing !== undefined && ending.endWith !== undefined) return ending.endWith(passing.fault);
    try {
      await ending.end();
    } catch (late) {
      if (ending.endWith !== undefined) return { fault: late };
      this.#report(late);
    }
    return passing;
  }

  /** Ends everything. One that fails does not stop the others. */
  endAll(): Promise<void> {
    this.#ending = this.#ending.then(async () => {
      for (let ending = this.#open.pop(); ending !== undefined; ending = this.#open.pop()) await this.endOne(ending);
    });
    return this.#ending;
  }

  async endOne(ending: Ending): Promise<void> {
    try {
      await ending.end();
    } catch (fault) {
      this.#report(fault);
    }
  }
}

/** A value that is disposed, whatever became of the request. */
export class Disposal implements Ending {
  readonly isHandlerBound = false;

  constructor(private readonly value: object) {}

  async end(): Promise<void> {
    const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = this.value as Partial<Disposable & AsyncDisposable>;
    if (later !== undefined) await later.call(this.value);
    else now?.call(this.value);
  }
}
