import { postgresCounters, throttleTable } from "@ampoule/accounts";
import { describeCounters, type OpenCounters } from "@ampoule/accounts/testing";
import { afterAll, beforeAll } from "vitest";
import { postgresServer, type PostgresServer } from "./postgres-server.js";

let server: PostgresServer;
beforeAll(async () => void (server = await postgresServer()));
afterAll(() => server.remove());

// J1, J2, S-238: in the titles of the contract.
describeCounters("PostgreSQL", async (): Promise<OpenCounters> => {
  const [pool, other] = [server.pool({ max: 20 }), server.pool({ max: 20 })];
  for (let twice = 0; twice < 2; twice += 1) await pool.query(throttleTable());
  await pool.query("TRUNCATE ampoule_throttle");
  return {
    counters: postgresCounters({ pool }),
    another: postgresCounters({ pool: other }),
    dump: async () => JSON.stringify((await pool.query("SELECT * FROM ampoule_throttle")).rows),
    close: () => Promise.all([pool.end(), other.end()]),
  };
});
