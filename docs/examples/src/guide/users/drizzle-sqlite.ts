import { sql, type SQL } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { drizzle, type SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { DrizzleUsers, type Next } from "./drizzle.js";
import { inSqlite } from "./unique-index.js";
import type { columnsOf } from "./user.js";

// #region drizzle-sqlite
const count = () => integer().notNull().default(0);
const users = sqliteTable("users", {
  id: text().primaryKey().$defaultFn(randomUUID),
  login: text().notNull().unique(),
  password_hash: text(),
  epoch: count(),
  revision: count(),
  disabled: count(),
  role: text().notNull().default("member"),
  email: text().notNull(),
  name: text().notNull(),
});

/** Drizzle over Node's own SQLite. */
export function drizzleOver(database: DatabaseSync): SqliteRemoteDatabase {
  return drizzle(async (question, parameters) => {
    const found = database.prepare(question).all(...parameters);
    return { rows: found.map((row) => Object.values(row)) };
  });
}

export class DrizzleSqliteUsers extends DrizzleUsers {
  constructor(private readonly database: SqliteRemoteDatabase) {
    super(users);
  }

  protected async find(condition: SQL) {
    return (await this.database.select().from(users).where(condition)).at(0);
  }

  protected async insert(columns: ReturnType<typeof columnsOf>) {
    return (await this.database.insert(users).values(columns).onConflictDoNothing({ target: users.login }).returning()).at(0);
  }

  protected async update(next: Next, condition: SQL | undefined) {
    return (await this.database.update(users).set(next).where(condition).returning({ id: users.id })).length;
  }

  protected indexes() {
    return this.database.all(sql.raw(inSqlite));
  }
}
// #endregion drizzle-sqlite
