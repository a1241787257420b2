import type { Service } from "../container/services.js";
import type { PlanNode } from "./node.js";
import type { Run } from "./run.js";

/** A service: the shared one, or one for this request. */
export class ServiceNode implements PlanNode {
  constructor(
    readonly key: unknown,
    readonly slot: number,
    private readonly service: Service,
  ) {}

  compute(run: Run): unknown {
    const { shared, perRequestContainer } = this.service;
    if (shared !== undefined) return shared;
    const token = this.key as never;
    const instance: unknown = perRequestContainer ? run.exchange.container.resolve(token) : run.resolve(token);
    run.adopt(instance);
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
