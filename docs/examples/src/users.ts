import { requireHash, type Account, type NewUser, type PasswordChange, type StoredUser, type Users } from "@ampoule/accounts";
import { inject, injectable } from "tsyringe";
import { inSqlite, requireIndex } from "./guide/users/unique-index.js";
import { Store, type Row } from "./store.js";

export interface User extends Account {
  readonly email: string;
  readonly role: "member" | "admin";
  readonly isVerified: boolean;
}

/** What a user may see of themselves. */
export function profileOf({ id, email, role, isVerified }: User) {
  return { id, email, role, isVerified };
}

/** The users, in the database. */
@injectable()
export class SqliteUsers implements Users<User> {
  constructor(@inject(Store) private readonly store: Store) {}

  byId(id: string): User | undefined {
    const row = this.store.first("SELECT * FROM users WHERE id = ?", id);
    return row && userOf(row);
  }

  /** Nobody gets in before their address is confirmed: whoever registers with a stranger's would learn whether it was free. */
  byLogin(login: string): StoredUser<User> | undefined {
    const row = this.store.first("SELECT * FROM users WHERE login = ?", login);
    return row && { user: userOf(row), passwordHash: hashIn(row), isLocked: row["is_verified"] === 0 };
  }

  passwordHash(id: string): string | null | undefined {
    const row = this.store.first("SELECT password_hash FROM users WHERE id = ?", id);
    return row && hashIn(row);
  }

  add({ login, writtenLogin, passwordHash }: NewUser): User | "taken" {
    requireHash(passwordHash);
    const insert = "INSERT INTO users (id, login, email, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (login) DO NOTHING RETURNING *";
    const row = this.store.first(insert, crypto.randomUUID(), login, writtenLogin, passwordHash);
    return row === undefined ? "taken" : userOf(row);
  }

  setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): boolean {
    requireHash(passwordHash);
    const update = "UPDATE users SET password_hash = ?, epoch = epoch + ? WHERE id = ? AND password_hash IS ?";
    return this.store.write(update, passwordHash, Number(raisesEpoch), id, replaces) === 1;
  }

  requireUnique(): void {
    requireIndex(this.store.all(inSqlite));
  }

  /** Notes that the address is theirs. */
  verify(id: string): void {
    this.store.write("UPDATE users SET is_verified = 1 WHERE id = ?", id);
  }

  /** Changes what they may do; access tokens from before are over. */
  setRole(id: string, role: User["role"]): void {
    this.store.write("UPDATE users SET role = ?, revision = revision + 1 WHERE id = ?", role, id);
  }
}

const hashIn = (row: Row): string | null => row["password_hash"] as string | null;

function userOf(row: Row): User {
  return {
    id: String(row["id"]),
    email: String(row["email"]),
    role: row["role"] === "admin" ? "admin" : "member",
    isVerified: row["is_verified"] === 1,
    epoch: Number(row["epoch"]),
    revision: Number(row["revision"]),
  };
}
