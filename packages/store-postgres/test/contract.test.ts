import { apiKeyStoreContract, codeStoreContract, describeRefreshStore } from "@ampoule/accounts/testing";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, test } from "vitest";
import { createPostgresTables, postgresApiKeys, postgresCodes, postgresStore } from "../src/index.js";
import { postgresServer, type PostgresServer } from "./postgres-server.js";

let server: PostgresServer;
beforeAll(async () => void (server = await postgresServer()));
afterAll(() => server.remove());

/** Everything in a schema, as text. */
async function dump(pool: Pool, schema: string): Promise<string> {
  const tables = ["families", "denied", "cut_offs", "api_keys"].map((name) => `${schema}.own_${name}`);
  return JSON.stringify(await Promise.all(tables.map(async (table) => (await pool.query(`SELECT * FROM ${table}`)).rows)));
}

let opened = 0;

/** Tables of a test's own, with two pools over them. */
async function open(isolation: string) {
  const [pool, other] = [1, 2].map(() => server.pool({ options: `-c default_transaction_isolation=${isolation}`, max: 20 }));
  if (pool === undefined || other === undefined) throw new Error("There is no pool.");
  const where = { schema: `test_${(opened += 1)}`, prefix: "own", timeout: 30_000 };
  await pool.query(`CREATE SCHEMA ${where.schema}`);
  await createPostgresTables({ pool, ...where });
  const close = async () => void (await Promise.all([pool.end(), other.end()]));
  return { pool, other, where, close };
}

// S-140, S-143, S-145, S-149, S-151, S-152, S-153, C11: in the titles of the contract.
describe.each(["read\\ committed", "serializable"])("PostgreSQL, by default %s", (isolation) => {
  describeRefreshStore("tokens", {
    open: async () => {
      const { pool, other, where, close } = await open(isolation);
      return {
        store: postgresStore({ pool, ...where }),
        another: () => postgresStore({ pool: other, ...where }),
        dump: () => dump(pool, where.schema),
        close,
      };
    },
  });

  test.each(apiKeyStoreContract)("API keys: $name", async ({ run }) => {
    const { pool, where, close } = await open(isolation);
    await run(postgresApiKeys({ pool, ...where }));
    await close();
  });

  test.each(codeStoreContract)("codes: $name", async ({ run }) => {
    const { pool, where, close } = await open(isolation);
    await run(postgresCodes({ pool, ...where }));
    await close();
  });
});
