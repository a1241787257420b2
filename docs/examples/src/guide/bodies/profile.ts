import { accounts, type Passwords, type RefreshStore, type Users } from "@ampoule/accounts";
import { z } from "zod";
import type { Profile, User } from "../users/user.js";

export function authBySchema(users: Users<User, Profile>, store: RefreshStore, passwords: Passwords) {
  // #region profile
  return accounts({
    users,
    passwords,
    tokens: { issuer: "https://login.example", audience: "https://notes.example", store },
    profile: { name: z.string().trim().max(80).optional() },
  });
  // #endregion profile
}
