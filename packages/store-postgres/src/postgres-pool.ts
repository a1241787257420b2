/** A question, as node-postgres takes it. */
export interface Statement {
  readonly text: string;
  readonly values?: (string | number | null)[];
  /** Milliseconds after which the client gives it up. */
  readonly query_timeout?: number;
}

/** What was answered. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}

/** The part of a client of `pg` that is used. */
export interface PostgresClient {
  query(statement: Statement): Promise<Answer>;
  /** Gives it back to its pool, or ends its connection. */
  release(isBroken?: boolean): void;
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
}

/** The part of a `Pool` of `pg` that is used. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  listenerCount?(event: "error"): number;
}
