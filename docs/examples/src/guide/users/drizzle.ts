import { requireHash, type NewUser, type PasswordChange, type StoredUser, type Users } from "@ampoule/accounts";
import { and, eq, isNull, sql, type Column, type SQL } from "drizzle-orm";
import { requireIndex } from "./unique-index.js";
import { columnsOf, userOf, type Profile, type Row, type User } from "./user.js";

// #region drizzle
/** What a change writes. */
export interface Next {
  readonly password_hash: string | null;
  readonly epoch: SQL;
}

/** Users by Drizzle. Its query builders differ from database to database, so each has the four questions in its own. */
export abstract class DrizzleUsers implements Users<User, Profile> {
  constructor(private readonly columns: Readonly<Record<"id" | "login" | "password_hash" | "epoch", Column>>) {}

  protected abstract find(condition: SQL): Promise<Row | undefined>;
  protected abstract insert(columns: ReturnType<typeof columnsOf>): Promise<Row | undefined>;
  /** How many rows. */
  protected abstract update(next: Next, condition: SQL | undefined): Promise<number>;
  /** Rows, where the unique index is there. */
  protected abstract indexes(): Promise<readonly unknown[]>;

  async byId(id: string): Promise<User | undefined> {
    const row = await this.find(eq(this.columns.id, id));
    return row && userOf(row);
  }

  async byLogin(login: string): Promise<StoredUser<User> | undefined> {
    const row = await this.find(eq(this.columns.login, login));
    return row && { user: userOf(row), passwordHash: row.password_hash };
  }

  async passwordHash(id: string): Promise<string | null | undefined> {
    return (await this.find(eq(this.columns.id, id)))?.password_hash;
  }

  async add(user: NewUser<Profile>): Promise<User | "taken"> {
    requireHash(user.passwordHash);
    const row = await this.insert(columnsOf(user));
    return row === undefined ? "taken" : userOf(row);
  }

  async setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): Promise<boolean> {
    requireHash(passwordHash);
    const { columns } = this;
    const there = replaces === null ? isNull(columns.password_hash) : eq(columns.password_hash, replaces);
    const next = { password_hash: passwordHash, epoch: sql`${columns.epoch} + ${Number(raisesEpoch)}` };
    return (await this.update(next, and(eq(columns.id, id), there))) === 1;
  }

  async requireUnique(): Promise<void> {
    requireIndex(await this.indexes());
  }
}
// #endregion drizzle
