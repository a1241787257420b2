import type { ApiKeyStore, RefreshStore } from "@ampoule/accounts";
import type { Client, Pool } from "pg";
import { expectTypeOf, test } from "vitest";
import { postgresApiKeys, postgresStore, type PostgresPool } from "../../src/index.js";

test("pools of pg fit as they are", () => {
  expectTypeOf<Pool>().toExtend<PostgresPool>();
  expectTypeOf<Client>().not.toExtend<PostgresPool>();
  expectTypeOf(postgresStore).returns.toEqualTypeOf<RefreshStore>();
  expectTypeOf(postgresApiKeys).returns.toEqualTypeOf<ApiKeyStore>();
  // @ts-expect-error: an address is no pool
  expectTypeOf(postgresStore({ pool: "postgresql://127.0.0.1" })).toEqualTypeOf<RefreshStore>();
});
