import type { Exchange } from "../plan/exchange.js";

/** Gives an object to the class above it as `this`, so that a private field is put on that. */
class Given {
  constructor(identity: object) {
    return identity;
  }
}

/**
 * What is kept with each request's own object, and goes with it.
 *
 * A private field of our own: nobody else sees it, no other object inherits it, and, unlike an entry of a `WeakMap`, it costs the garbage collector nothing:
 * V8 takes all entries of one for alive until it collects everything, which made requests behind a guard three times as dear.
 */
export class Exchanges {
  readonly #Mark = class extends Given {
    #exchange: Exchange;

    constructor(identity: object, exchange: Exchange) {
      super(identity);
      this.#exchange = exchange;
    }

    static of(identity: object): Exchange | undefined {
      return #exchange in identity ? identity.#exchange : undefined;
    }
  };
  /** For objects that take no fields. */
  readonly #others = new WeakMap<object, Exchange>();

  get(identity: object): Exchange | undefined {
    return this.#Mark.of(identity) ?? this.#others.get(identity);
  }

  /** Keeps an exchange with an object that has none. */
  set(identity: object, exchange: Exchange): void {
    if (Object.isExtensible(identity)) new this.#Mark(identity, exchange);
    else this.#others.set(identity, exchange);
  }
}
