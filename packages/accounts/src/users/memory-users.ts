import { randomUUID } from "node:crypto";
import type { StoredPassword } from "../passwords/hasher.js";
import type { Account } from "../tokens/account.js";
import { requireHash } from "./require-hash.js";
import type { NewUser, PasswordChange, StoredUser, Users } from "./users.js";

/** A user that {@link memoryUsers} keeps: its login name as it was written, and what was asked for besides. */
export type MemoryUser<P extends object = object> = Required<Account> & Readonly<P> & { readonly login: string };

/** What an application may change of a user by itself. */
export type MemoryUserChange<P extends object> = Partial<Omit<MemoryUser<P>, "id" | "login" | "epoch">>;

interface Row<P extends object> {
  readonly user: MemoryUser<P>;
  readonly login: string;
  readonly passwordHash: StoredPassword;
}

/** Users in this process. Made by {@link memoryUsers}. */
export class MemoryUsers<P extends object = object> implements Users<MemoryUser<P>, P> {
  readonly #rows = new Map<string, Row<P>>();
  readonly #ids = new Map<string, string>();

  byId(id: string): MemoryUser<P> | undefined {
    return this.#rows.get(id)?.user;
  }

  byLogin(login: string): StoredUser<MemoryUser<P>> | undefined {
    return this.#rows.get(this.#ids.get(login) ?? "");
  }

  passwordHash(id: string): StoredPassword {
    return this.#rows.get(id)?.passwordHash;
  }

  add({ login, writtenLogin, passwordHash, profile }: NewUser<P>): MemoryUser<P> | "taken" {
    requireHash(passwordHash);
    if (this.#ids.has(login)) return "taken";
    const id = randomUUID();
    const user = Object.freeze({ ...profile, id, login: writtenLogin, isDisabled: false, epoch: 0, revision: 0 });
    this.#ids.set(login, id);
    this.#rows.set(id, Object.freeze({ user, login, passwordHash }));
    return user;
  }

  setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): boolean {
    requireHash(passwordHash);
    const row = this.#rows.get(id);
    if (row === undefined || (row.passwordHash ?? null) !== replaces) return false;
    const user = Object.freeze({ ...row.user, epoch: row.user.epoch + (raisesEpoch ? 1 : 0) });
    this.#rows.set(id, Object.freeze({ ...row, user, passwordHash }));
    return true;
  }

  requireUnique(): void {
    // The map is the index.
  }

  /** Changes what is the application's: whether it is disabled, its role. Raise `revision` with what tokens say. `false`: there is no such user. */
  change(id: string, own: MemoryUserChange<P>): boolean {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, Object.freeze({ ...row, user: Object.freeze({ ...row.user, ...own }) }));
    return row !== undefined;
  }

  /** Deletes a user. Its id is never given to another; its login name is free. */
  remove(id: string): void {
    this.#ids.delete(this.#rows.get(id)?.login ?? "");
    this.#rows.delete(id);
  }
}

/**
 * Keeps users in this process: for tests, and to begin with. A restart forgets them.
 *
 * @example
 * ```ts
 * const users = memoryUsers<{ name: string }>();
 * ```
 */
export function memoryUsers(): MemoryUsers;
export function memoryUsers<P extends object>(): MemoryUsers<P>;
export function memoryUsers(): MemoryUsers {
  return new MemoryUsers();
}
