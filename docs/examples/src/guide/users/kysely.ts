import { requireHash, type NewUser, type PasswordChange, type StoredUser, type Users } from "@ampoule/accounts";
import { randomUUID } from "node:crypto";
import { sql, type Generated, type Kysely, type RawBuilder } from "kysely";
import { requireIndex } from "./unique-index.js";
import { columnsOf, userOf, type Profile, type User } from "./user.js";

// #region table
interface UsersTable {
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: Generated<string>;
  readonly password_hash: string | null;
  readonly disabled: Generated<number>;
  readonly epoch: Generated<number>;
  readonly revision: Generated<number>;
}
export interface Tables {
  readonly users: UsersTable;
}

/** The same in SQLite and in PostgreSQL. */
export async function createTable(database: Kysely<Tables>): Promise<void> {
  const users = database.schema.createTable("users").ifNotExists();
  await users
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("login", "text", (column) => column.notNull().unique())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull().defaultTo("member"))
    .addColumn("password_hash", "text")
    .addColumn("disabled", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("epoch", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("revision", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}
// #endregion table

// #region users
/** Users by Kysely, in SQLite or in PostgreSQL. */
export class KyselyUsers implements Users<User, Profile> {
  /** @param index asks for a unique index over `login`: one of `unique-index.ts`. */
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly index: string,
  ) {}

  async byId(id: string): Promise<User | undefined> {
    const row = await this.database.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
    return row && userOf(row);
  }

  async byLogin(login: string): Promise<StoredUser<User> | undefined> {
    const row = await this.database.selectFrom("users").selectAll().where("login", "=", login).executeTakeFirst();
    return row && { user: userOf(row), passwordHash: row.password_hash };
  }

  async passwordHash(id: string): Promise<string | null | undefined> {
    return (await this.database.selectFrom("users").select("password_hash").where("id", "=", id).executeTakeFirst())?.password_hash;
  }

  async add(user: NewUser<Profile>): Promise<User | "taken"> {
    requireHash(user.passwordHash);
    const insert = this.database.insertInto("users").values({ id: randomUUID(), ...columnsOf(user) });
    const row = await insert
      .onConflict((conflict) => conflict.column("login").doNothing())
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? "taken" : userOf(row);
  }

  async setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): Promise<boolean> {
    requireHash(passwordHash);
    const epoch: RawBuilder<number> = sql`epoch + ${sql.lit(Number(raisesEpoch))}`;
    const update = this.database.updateTable("users").set({ password_hash: passwordHash, epoch }).where("id", "=", id);
    const there = update.where("password_hash", replaces === null ? "is" : "=", replaces);
    return (await there.returning("id").execute()).length === 1;
  }

  async requireUnique(): Promise<void> {
    requireIndex((await sql.raw(this.index).execute(this.database)).rows);
  }
}
// #endregion users
