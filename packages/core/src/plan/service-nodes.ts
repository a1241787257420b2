import type { Service } from "../container/services.js";
import type { SecurityScopes } from "../contract/security-scopes.js";
import type { PlanNode } from "./node.js";
import type { Run } from "./run.js";

/** A service: the shared one, or one for this request. */
export class ServiceNode implements PlanNode {
  constructor(
    readonly key: Service,
    readonly slot: number,
  ) {}

  compute(run: Run): unknown {
    if (this.key.shared !== undefined) return this.key.shared;
    const instance = run.exchange.make(this.key);
    if (this.key.isFresh) run.adopt(instance);
    else run.exchange.services.keep(instance);
    return instance;
  }
}

/** The request itself. */
export class RequestNode implements PlanNode {
  constructor(
    readonly key: unknown,
    readonly slot: number,
  ) {}

  compute(run: Run): unknown {
    return run.request;
  }
}

/** The scopes that are demanded where it stands. */
export class ScopesNode implements PlanNode {
  readonly key = undefined;

  constructor(
    readonly slot: number,
    private readonly wanted: SecurityScopes,
  ) {}

  compute(): unknown {
    return this.wanted;
  }
}
