import type { Token } from "../contract/container.js";
import { superRoleUsed, type Context } from "../contract/context.js";
import { RefusedError } from "../contract/errors.js";
import type { RequestView } from "../contract/request-view.js";
import type { Ending } from "./endings.js";
import type { Exchange } from "./exchange.js";
import type { PlanNode } from "./node.js";

/** One walk of one plan for one request: the slots, and what providers may ask for. */
export class Run implements Context {
  readonly exchange: Exchange;
  /** Hears that only a super role let somebody pass. */
  observer: { superRole(policy: string, role: string): void } | undefined;
  readonly #slots: unknown[];
  readonly #keys: ReadonlyMap<unknown, number>;
  #over = false;
  #controller: AbortController | undefined;

  constructor(exchange: Exchange, { keys, slots }: { readonly keys: ReadonlyMap<unknown, number>; readonly slots: number }) {
    this.exchange = exchange;
    this.#keys = keys;
    // oxlint-disable-next-line unicorn/no-new-array -- one that grows is allocated twice, for each request
    this.#slots = new Array<unknown>(slots);
  }

  get request(): RequestView {
    return this.exchange.request;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#follow(this.request.signal);
    return this.#controller.signal;
  }

  get resolve(): <T>(token: Token<T>) => T {
    return this.exchange.services.resolve;
  }

  [superRoleUsed](policy: string, role: string): void {
    this.observer?.superRole(policy, role);
  }

  /** What a slot holds: a value, a `Refused`, a promise that is still pending, or `undefined`. */
  held(slot: number): unknown {
    return this.#slots[slot];
  }

  /** The result of a node for one use alone, where others were given theirs already. */
  evaluateAnew(node: PlanNode): unknown {
    const { slot, key } = node;
    const isFirst = this.#slots[slot] === undefined && (key === undefined || this.exchange.recall(key) === undefined);
    if (isFirst) return this.evaluate(node);
    for (const own of node.freshSlots ?? []) this.#slots[own] = undefined;
    return node.compute(this);
  }

  hold(slot: number, result: unknown): unknown {
    return (this.#slots[slot] = result);
  }

  /** The settled result of a node, or a promise of it; computed at most once per request, and never once the walk is over. */
  evaluate(node: PlanNode): unknown {
    if (this.#over) return new Promise(() => {});
    const held = this.#slots[node.slot];
    if (held !== undefined) return held;
    const recalled = node.key === undefined ? undefined : this.exchange.recall(node.key);
    const result = recalled ?? node.compute(this);
    return this.hold(node.slot, result instanceof Promise ? this.#settling(node, result) : result);
  }

  /** On its own, as wherever something may have to be waited for: a function that makes a closure costs memory each time it is called, also where it makes none. */
  #settling(node: PlanNode, pending: Promise<unknown>): Promise<unknown> {
    return pending.then((late) => this.hold(node.slot, late));
  }

  /** What this walk holds under a key, for a later walk of the same request. */
  find(key: unknown): unknown {
    const slot = this.#keys.get(key);
    return slot === undefined ? undefined : this.#slots[slot];
  }

  /** Hands a value to the request, to be disposed with it; at once where the walk is over and nobody will receive it. */
  adopt(value: unknown): void {
    if (this.#over) this.exchange.discard(value);
    else this.exchange.adopt(value);
  }

  /** Hands something that is open to the request; where the walk is over, it ends at once. */
  open(ending: Ending): void {
    if (this.#over) void ending.endWith?.(new RefusedError("The request was over before this was open."));
    else this.exchange.endings.add(ending);
  }

  /** Ends the walk early: whatever is still pending is told, and its result ignored. */
  stop(): void {
    this.#over = true;
    this.#controller?.abort();
  }

  /** `AbortSignal.any` would say the same, but keeps every signal for ever on Node 22. */
  #follow(signal: AbortSignal): AbortController {
    const controller = new AbortController();
    if (this.#over || signal.aborted) controller.abort();
    else signal.addEventListener("abort", () => controller.abort(), { once: true });
    return controller;
  }
}
