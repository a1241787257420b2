import type { AnswerFields, Reply } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import type { PathTemplate } from "../openapi/templates.js";

/** What core needs to know of a framework. `Given` are the arguments that the framework hands to a handler, in one list: to spread it out at every call would cost V8 more than most of what is called. */
export interface Binding<App, Given extends readonly unknown[]> {
  /** The names of those arguments, for messages. */
  readonly given: readonly string[];
  /** Looks at the request. */
  view(given: Given): RequestView;
  /** An object that stands for the request: the same for every handler and guard that it meets. */
  identity(first: Given[0]): object;
  /** Sets header fields that the handler may still replace, before it runs. Left out where the framework cannot do so: then it is for `complete` and `send`. */
  preset?(headers: Reply["headers"], given: Given): void;
  /** Sets those that the handler, or what stands behind a guard, left out. Gives back `result`, or what is to be handed to the framework instead. */
  complete(headers: Reply["headers"], result: unknown, given: Given): unknown;
  /** Writes a finished answer. Without `preset` it fills in the reply's `defaults`. */
  send(reply: Reply, given: Given): unknown;
  /** Writes a Fetch response that a handler returned. */
  sendResponse(response: Response, given: Given): unknown;
  /** Whether the handler answered by itself, given what it returned. */
  answered(result: unknown, given: Given): boolean;
  /** Whether the answer is on its way, so that no other one can be sent. */
  sent(given: Given): boolean;
  /** Passes the request on to what stands behind a guard. */
  next(given: Given): unknown;
  /**
   * Passes the request on to what stands behind middleware, and calls `change` with the header fields of the answer right before they are sent, whoever answers, and
   * also where that is the framework's own error handling.
   */
  amend(change: (fields: AnswerFields) => void, given: Given): unknown;
  /** What went wrong behind a guard, where the framework answers it and does not hand it on. Default: nothing is known. */
  faultBehind?(given: Given): unknown;
  /** Calls `done` once the answer is out, whatever became of it. `result` is what is about to be handed to the framework. */
  release(result: unknown, done: () => Promise<void>, given: Given): unknown;
  /** Every route of an application, nested routers included, and every middleware. */
  routes(app: App): Iterable<RouteEntry>;
  /** Whether a function of the application's can only answer, since it takes nothing to pass the request on with. */
  answersAlone(handler: RouteFunction): boolean;
  /** How OpenAPI writes a pattern: several templates where parts of it may be left out. Default: as path-to-regexp 8 reads it. */
  templates?(pattern: string): readonly PathTemplate[];
  /** Whether an application is mounted on another one, which is still to be sealed. Default: no. */
  isMounted?(app: App): boolean;
}

/** A function of a route: a handler, or middleware of its own. */
export type RouteFunction = object & { readonly length: number };

/** A route as the framework knows it. */
export interface RouteEntry {
  /** In capitals; `ALL` for every method. */
  readonly method: string;
  /** The whole pattern, mount paths included. */
  readonly path: string;
  /** Whether it answers a path, as the client wrote it. */
  matches(path: string): boolean;
  /** The route's own functions, in order. */
  readonly handlers: readonly RouteFunction[];
  /** Functions that run before it for every request that it answers. */
  readonly above: readonly object[];
  /** True for middleware, and where the framework keeps handlers and middleware alike: then it is a route only if it carries a handler of Ampoule's. */
  readonly isMaybeMiddleware?: boolean;
  /** Whether the path is a regular expression, written out. Default: no. */
  readonly isExpression?: boolean;
}
