import { accounts, invalidField, type Passwords, type RefreshStore, type Users } from "@ampoule/accounts";
import type { Profile, User } from "../users/user.js";

// #region auth
const nameIn = (value: unknown): string | undefined => (typeof value === "string" && value.length <= 80 ? value : undefined);

export function authOver(users: Users<User, Profile>, store: RefreshStore, passwords?: Passwords) {
  return accounts({
    users,
    tokens: { issuer: "https://login.example", audience: "https://notes.example", store, claims: ({ role }) => ({ role }) },
    profile: {
      name: (value) => (value === undefined ? undefined : (nameIn(value) ?? invalidField("A name is text of at most 80 characters."))),
    },
    view: ({ id, email, name }) => ({ id, email, name }), // what a client sees of its user
    ...(passwords !== undefined && { passwords }),
  });
}
// #endregion auth

export type Auth = ReturnType<typeof authOver>;
