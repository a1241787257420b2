import { sql, type SQL } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { randomUUID } from "node:crypto";
import { DrizzleUsers, type Next } from "./drizzle.js";
import { inPostgres } from "./unique-index.js";
import type { columnsOf } from "./user.js";

// #region drizzle-postgres
const count = () => integer().notNull().default(0);
const users = pgTable("users", {
  id: text().primaryKey().$defaultFn(randomUUID),
  login: text().notNull().unique(),
  email: text().notNull(),
  name: text().notNull(),
  role: text().notNull().default("member"),
  password_hash: text(),
  disabled: count(),
  epoch: count(),
  revision: count(),
});

export class DrizzlePostgresUsers extends DrizzleUsers {
  constructor(private readonly database: NodePgDatabase) {
    super(users);
  }

  protected async find(condition: SQL) {
    const [row] = await this.database.select().from(users).where(condition);
    return row;
  }

  protected async insert(columns: ReturnType<typeof columnsOf>) {
    const [row] = await this.database.insert(users).values(columns).onConflictDoNothing({ target: users.login }).returning();
    return row;
  }

  protected async update(next: Next, condition: SQL | undefined) {
    const { rowCount } = await this.database.update(users).set(next).where(condition);
    return rowCount ?? 0;
  }

  protected async indexes() {
    return (await this.database.execute(sql.raw(inPostgres))).rows;
  }
}
// #endregion drizzle-postgres
