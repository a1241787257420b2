import type { Refusal } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";

/** Tells what a request is called in the application's logs. */
export type FindRequestId = (request: RequestView) => string | undefined;

/** What can stand in a log line, a header and a body as it is. */
const idText = /^[\w.:-]{1,128}$/;

/** What requests are called: always the same for one. */
export class RequestIds {
  readonly #find: FindRequestId | undefined;
  readonly #known = new WeakMap<RequestView, string>();

  constructor(find: FindRequestId | undefined) {
    this.#find = find;
  }

  /** `undefined` where the application wants none. */
  of(request: RequestView): string | undefined {
    if (this.#find === undefined) return undefined;
    const known = this.#known.get(request) ?? found(this.#find, request);
    this.#known.set(request, known);
    return known;
  }

  /** A refusal that says what its request is called. */
  named(refusal: Refusal, request: RequestView): Refusal {
    const requestId = this.of(request);
    return requestId === undefined ? refusal : { ...refusal, requestId };
  }
}

/** Whoever asks has decided already: what throws, and what cannot be an id, changes nothing. */
function found(find: FindRequestId, request: RequestView): string {
  try {
    const id: unknown = find(request);
    if (typeof id === "string" && idText.test(id)) return id;
    // One that is to come later may fail later, when nobody is there to hear of it.
    if (id instanceof Promise) id.catch(() => undefined);
  } catch {
    // one is made up, as `requestId` says
  }
  return crypto.randomUUID();
}
