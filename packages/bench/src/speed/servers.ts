import type { RunningServer } from "./running.js";
import type { Order } from "./server.js";

/** What is asked of a server while it is measured. */
export type Measurable = Pick<RunningServer, "port" | "report" | "stop">;

export type Start = (order: Order) => Promise<Measurable>;

/** The servers of one sitting: whoever has the same order shares one. */
export class Servers {
  readonly #running = new Map<Order, Measurable>();

  constructor(private readonly start: Start) {}

  async of(order: Order): Promise<Measurable> {
    const server = this.#running.get(order) ?? (await this.start(order));
    this.#running.set(order, server);
    return server;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((server) => server.stop()));
  }
}
