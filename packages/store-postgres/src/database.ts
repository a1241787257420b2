import { hasLostRace, isRefusal, unavailable } from "./faults.js";
import type { Answer, PostgresClient, PostgresPool, Statement } from "./postgres-pool.js";

/** What was sent along with a statement. */
export type Value = string | number | null;

const nobody = (): void => undefined;

/** A database of which every statement is a transaction, and every failure an `UnavailableError`. */
export class Database {
  readonly #pool: PostgresPool;
  readonly #timeout: number;

  constructor(pool: PostgresPool, timeout: number) {
    this.#pool = pool;
    this.#timeout = timeout;
  }

  /** One round trip, for one statement. One that lost a race has changed nothing, and is sent again while there is time. */
  async ask(text: string, ...values: readonly Value[]): Promise<Answer> {
    const deadline = performance.now() + this.#timeout;
    for (;;) {
      const client = await this.#client(deadline);
      try {
        return await answered(client, { text, values: [...values], query_timeout: remaining(deadline) });
      } catch (cause) {
        if (!hasLostRace(cause) || performance.now() > deadline) throw unavailable(cause);
      }
    }
  }

  /** Asks, and tells how many rows changed. */
  async write(text: string, ...values: readonly Value[]): Promise<number> {
    return (await this.ask(text, ...values)).rowCount ?? 0;
  }

  /** A connection, unless it comes too late: then nothing is asked over it, since nobody waits any more. */
  async #client(deadline: number): Promise<PostgresClient> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error("There was no connection in time.")), remaining(deadline));
    const connecting = this.#pool.connect();
    try {
      return await Promise.race([connecting, late]);
    } catch (cause) {
      connecting.then((client) => client.release(), nobody);
      throw unavailable(cause);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function answered(client: PostgresClient, statement: Statement): Promise<Answer> {
  // A connection that breaks says so twice: in the answer, and as an event that ends the process where nobody listens.
  client.on("error", nobody);
  try {
    const answer = await client.query(statement);
    giveBack(client);
    return answer;
  } catch (error) {
    if (isRefusal(error)) giveBack(client);
    else client.release(true);
    throw error;
  }
}

function giveBack(client: PostgresClient): void {
  client.off("error", nobody);
  client.release();
}

function remaining(deadline: number): number {
  return Math.max(1, Math.ceil(deadline - performance.now()));
}
