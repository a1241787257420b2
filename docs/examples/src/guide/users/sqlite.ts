import { requireHash, type NewUser, type PasswordChange, type StoredUser, type Users } from "@ampoule/accounts";
import type { DatabaseSync } from "node:sqlite";
import { inSqlite, requireIndex } from "./unique-index.js";
import { columnsOf, userOf, type Profile, type Row, type User } from "./user.js";

// #region table
// AUTOINCREMENT: SQLite would otherwise give a deleted user's id to the next one.
export const table = `CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY AUTOINCREMENT, login TEXT NOT NULL UNIQUE, email TEXT NOT NULL, name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'member', password_hash TEXT, disabled INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0
) STRICT`;
// #endregion table

// #region users
/** Users in SQLite, with numbers for ids. */
export class SqliteUsers implements Users<User, Profile> {
  constructor(private readonly database: DatabaseSync) {}

  byId(id: string): User | undefined {
    const row = this.#row("CAST(id AS TEXT) = ?", id);
    return row && userOf(row);
  }

  byLogin(login: string): StoredUser<User> | undefined {
    const row = this.#row("login = ?", login);
    return row && { user: userOf(row), passwordHash: row.password_hash };
  }

  passwordHash(id: string): string | null | undefined {
    return this.#row("CAST(id AS TEXT) = ?", id)?.password_hash;
  }

  add(user: NewUser<Profile>): User | "taken" {
    requireHash(user.passwordHash);
    const { login, email, name, password_hash } = columnsOf(user);
    const insert = "INSERT INTO users (login, email, name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (login) DO NOTHING RETURNING *";
    const row = this.database.prepare(insert).get(login, email, name, password_hash) as Row | undefined;
    return row === undefined ? "taken" : userOf(row);
  }

  setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): boolean {
    requireHash(passwordHash);
    const update = "UPDATE users SET password_hash = ?, epoch = epoch + ? WHERE CAST(id AS TEXT) = ? AND password_hash IS ?";
    return this.database.prepare(update).run(passwordHash, Number(raisesEpoch), id, replaces).changes === 1;
  }

  requireUnique(): void {
    requireIndex(this.database.prepare(inSqlite).all());
  }

  #row(condition: string, value: string): Row | undefined {
    return this.database.prepare(`SELECT * FROM users WHERE ${condition}`).get(value) as Row | undefined;
  }
}
// #endregion users
