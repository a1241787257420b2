import type { Account, NewUser } from "@ampoule/accounts";

// #region user
/** What a registration may bring besides e-mail address and password. */
export interface Profile {
  readonly name: string | undefined;
}

/** A user, as the application knows it. No hash in it. */
export interface User extends Account {
  readonly email: string;
  readonly name: string;
  readonly role: "member" | "admin";
}
// #endregion user

// #region row
/** A row of the table. */
export interface Row {
  readonly id: string | number;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly password_hash: string | null;
  readonly disabled: number;
  readonly epoch: number;
  readonly revision: number;
}

export function userOf({ id, email, name, role, disabled, epoch, revision }: Omit<Row, "login" | "password_hash">): User {
  return { id: String(id), email, name, role: role === "admin" ? "admin" : "member", isDisabled: disabled !== 0, epoch, revision };
}

/** What a new row begins with: what nobody may choose has the table's defaults. */
export function columnsOf({ login, writtenLogin, passwordHash, profile }: NewUser<Profile>) {
  return { login, email: writtenLogin, name: profile.name ?? "", password_hash: passwordHash };
}
// #endregion row
