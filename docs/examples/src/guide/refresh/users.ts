import type { Account } from "@ampoule/accounts";

/** What the application knows of a user. `epoch` and `revision` stand beside the password, so that one write changes both. */
export interface User extends Account {
  readonly email: string;
  readonly role: "member" | "admin";
  readonly password: string;
}

/** Stands for your database: one row for each user. */
export class Users {
  readonly #rows = new Map<string, User>();

  add(user: User): void {
    this.#rows.set(user.id, user);
  }

  byId(id: string): User | undefined {
    return this.#rows.get(id);
  }

  /** Yours hashes: see the page on passwords. */
  authenticate(email: string, password: string): User | undefined {
    return [...this.#rows.values()].find((user) => user.email === email && user.password === password);
  }

  // #region epoch
  /** UPDATE users SET password = ?, epoch = epoch + 1 WHERE id = ? */
  changePassword(id: string, password: string): void {
    this.#change(id, ({ epoch = 0 }) => ({ password, epoch: epoch + 1 }));
  }

  /** UPDATE users SET role = ?, revision = revision + 1 WHERE id = ? */
  changeRole(id: string, role: User["role"]): void {
    this.#change(id, ({ revision = 0 }) => ({ role, revision: revision + 1 }));
  }
  // #endregion epoch

  #change(id: string, change: (user: User) => Partial<User>): void {
    const user = this.#rows.get(id);
    if (user !== undefined) this.#rows.set(id, { ...user, ...change(user) });
  }
}
