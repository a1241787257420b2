import type { Token } from "./container.js";
import type { RequestView } from "./request-view.js";

/** Under what a context hears that only a super role let somebody pass. */
export const superRoleUsed: unique symbol = Symbol.for("@ampoule/super-role");

/** What a scheme's `verify`, a provider and a policy may look at besides their needs. */
export interface Context {
  readonly request: RequestView;
  /** Aborted when the client goes or the time-out strikes. Made on first use. */
  readonly signal: AbortSignal;
  /**
   * Asks the application's container (never a request's child). Declare a need instead where you can: needs are checked at set-up,
   * this call only when it runs.
   */
  readonly resolve: <T>(token: Token<T>) => T;
  /** Tells the operator. */
  readonly [superRoleUsed]?: (policy: string, role: string) => void;
}
