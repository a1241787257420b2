import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPostgresTables } from "../src/index.js";
import { postgresServer, type PostgresServer } from "./postgres-server.js";

let server: PostgresServer;
beforeAll(async () => void (server = await postgresServer()));
afterAll(() => server.remove());
beforeEach(async () => {
  const pool = server.pool();
  await pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await createPostgresTables({ pool });
});

test("tables are made by twenty processes at once, in a schema and under a prefix of one's own, and again", async () => {
  const pools = Array.from({ length: 20 }, () => server.pool({ max: 1 }));
  await pools[0]?.query("CREATE SCHEMA IF NOT EXISTS own");
  const make = () => Promise.all(pools.map((pool) => createPostgresTables({ pool, schema: "own", prefix: "p".repeat(40) })));
  await make();
  await make();
  const { rows } = await server.pool().query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'own'");
  expect(rows).toEqual([{ tables: 5 }]);
  await Promise.all(pools.map((pool) => pool.end()));
});

test("tables that are there are looked at only: no writer waits for that, and a role that may not create starts as well", async () => {
  const pool = server.pool({ statement_timeout: 2_000 });
  await pool.query("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA public TO reader");
  const writing = await pool.connect();
  await writing.query("BEGIN; LOCK TABLE ampoule_families, ampoule_denied, ampoule_cut_offs, ampoule_api_keys IN ROW EXCLUSIVE MODE");
  await createPostgresTables({ pool });
  await createPostgresTables({ pool: server.pool({ connectionString: server.url.replace("postgres@", "reader@") }) });
  await writing.query("ROLLBACK; DROP INDEX ampoule_families_ends");
  writing.release();
  await createPostgresTables({ pool });
  expect((await pool.query("SELECT to_regclass('ampoule_families_ends') AS made")).rows).toEqual([{ made: "ampoule_families_ends" }]);
});

test("tables that come too late are no mistake of anybody's", async () => {
  const pool = server.pool({ statement_timeout: 100 });
  await pool.query("DROP TABLE ampoule_families");
  const other = await server.pool().connect();
  await other.query("BEGIN; LOCK TABLE ampoule_denied");
  await expect(createPostgresTables({ pool })).rejects.toThrow(UnavailableError);
  await other.query("ROLLBACK");
  other.release();
  await createPostgresTables({ pool });
});

test("tables are all made, or none; what stands in the way is said", async () => {
  const pool = server.pool();
  await expect(createPostgresTables({ pool, schema: "nowhere" })).rejects.toThrow(ConfigurationError);
  await pool.query("CREATE SCHEMA half; CREATE VIEW half.ampoule_denied AS SELECT 1 AS ends");
  await expect(createPostgresTables({ pool, schema: "half" })).rejects.toThrow(/refused by PostgreSQL: .*ampoule_denied/);
  const { rowCount } = await pool.query("SELECT FROM pg_tables WHERE schemaname = 'half'");
  expect(rowCount).toBe(0);
  const silent = new Pool({ host: "127.0.0.1", port: 1 }).on("error", () => undefined);
  await expect(createPostgresTables({ pool: silent })).rejects.toThrow(UnavailableError);
});
