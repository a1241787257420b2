import { askOn } from "../connection.js";
import { namesCaller, type Requests } from "../load.js";

const clients = 32;
/** Milliseconds between two requests of one client. */
const interval = 100;

/** Clients that ask at fixed times, whether or not the last answer has come: who has to wait asks all the same, and is counted. */
export class SteadyClients {
  #end = Number.POSITIVE_INFINITY;
  readonly #latencies: Promise<readonly (readonly number[])[]>;

  constructor(port: number, requests: Requests) {
    const start = performance.now();
    let sent = 0;
    const talk = (client: number) => {
      let due = start + (client * interval) / clients;
      const next = (): Buffer | undefined => {
        const isOver = due > this.#end;
        due += interval;
        return isOver ? undefined : requests(sent++);
      };
      return askOn(port, { due: () => due, next, isRight: namesCaller });
    };
    this.#latencies = Promise.all(Array.from({ length: clients }, (_, client) => talk(client)));
  }

  /** Nothing is due any more; what was due is still asked. Gives the milliseconds from when each request was due to its answer. */
  async end(): Promise<readonly number[]> {
    this.#end = performance.now();
    return (await this.#latencies).flat();
  }
}
