import "../../src/guide/users/own-users.test.js";
import { describeUsers, type OpenUsers } from "@ampoule/accounts/testing";
import { drizzle } from "drizzle-orm/node-postgres";
import { Kysely, PostgresDialect } from "kysely";
import { MongoClient } from "mongodb";
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import process from "node:process";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, test } from "vitest";
import { postgresServer, type PostgresServer } from "../../../../packages/store-postgres/test/postgres-server.js";
import { DrizzlePostgresUsers } from "../../src/guide/users/drizzle-postgres.js";
import { DrizzleSqliteUsers, drizzleOver } from "../../src/guide/users/drizzle-sqlite.js";
import { kyselyOver } from "../../src/guide/users/kysely-sqlite.js";
import { createTable, KyselyUsers, type Tables } from "../../src/guide/users/kysely.js";
import { MongoUsers, type UserDocument } from "../../src/guide/users/mongodb.js";
import { table } from "../../src/guide/users/sqlite.js";
import { inPostgres, inSqlite } from "../../src/guide/users/unique-index.js";
import type { Profile, User } from "../../src/guide/users/user.js";

type Open = OpenUsers<User, Profile>;
const profile: Profile = { name: "Alice" };
const textIds = table.replace("INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT PRIMARY KEY");
const forgotten = (sql: string) => sql.replace(" UNIQUE", "");

function inMemory(sql: string, make: (database: DatabaseSync) => Open["users"]): () => Open {
  return () => {
    const database = new DatabaseSync(":memory:");
    database.exec(sql);
    return { users: make(database), another: () => make(database), close: () => database.close() };
  };
}

function describeInSqlite(name: string, sql: string, make: (database: DatabaseSync) => Open["users"]): void {
  const partial = `${forgotten(sql)}; CREATE UNIQUE INDEX users_some ON users (login) WHERE disabled = 0; CREATE UNIQUE INDEX users_both ON users (login, email)`;
  describeUsers(name, { profile, open: inMemory(sql, make), withoutIndex: inMemory(partial, make) });
}

// K1, K2, K3, D3, F3, B11, C10: in the titles of the contract.
describeInSqlite("Kysely on SQLite", textIds, (database) => new KyselyUsers(kyselyOver(database), inSqlite));
describeInSqlite("Drizzle on SQLite", textIds, (database) => new DrizzleSqliteUsers(drizzleOver(database)));

describe.skipIf(process.env["AMPOULE_POSTGRES"] === "")("on PostgreSQL", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await postgresServer();
  });
  afterAll(() => server.remove());

  const kyselyOf = (pool: Pool) => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const opening =
    (make: (pool: Pool) => Open["users"], more = "") =>
    async (): Promise<Open> => {
      const pool = server.pool({ max: 8 });
      await pool.query("DROP TABLE IF EXISTS users");
      await createTable(kyselyOf(pool));
      if (more !== "") await pool.query(more);
      return { users: make(pool), another: () => make(server.pool({ max: 8 })), close: () => undefined };
    };
  const partial = `ALTER TABLE users DROP CONSTRAINT users_login_key; CREATE UNIQUE INDEX users_some ON users (login) WHERE disabled = 0;
    CREATE UNIQUE INDEX users_both ON users (login, email)`;
  const kinds = {
    Kysely: (pool: Pool) => new KyselyUsers(kyselyOf(pool), inPostgres),
    Drizzle: (pool: Pool) => new DrizzlePostgresUsers(drizzle(pool)),
  };
  for (const [name, make] of Object.entries(kinds)) {
    describeUsers(`${name} on PostgreSQL`, { profile, open: opening(make), withoutIndex: opening(make, partial) });
  }
});

const mongo = process.env["MONGODB_URL"] ?? "";
const opening = (index: boolean) => async (): Promise<Open> => {
  const client = await new MongoClient(mongo, { serverSelectionTimeoutMS: 2_000 }).connect();
  const collection = client.db(`ampoule_${randomUUID().slice(0, 8)}`).collection<UserDocument>("users");
  await collection.createIndex({ login: 1 }, index ? { unique: true } : {});
  const close = async () => {
    await client.db(collection.dbName).dropDatabase();
    await client.close();
  };
  return { users: new MongoUsers(collection), another: () => new MongoUsers(collection), close };
};
if (mongo === "") test.skip("MongoDB: the contract of Users (set MONGODB_URL to run it)");
else describeUsers("MongoDB", { profile, open: opening(true), withoutIndex: opening(false) });
