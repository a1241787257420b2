import "reflect-metadata";
import { bearer, map, policy, provider, require, SecurityScopes, type ProviderValue } from "@ampoule/core";
import { Sessions, type User } from "../../tutorial/sessions.js";

const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token));

/** What each user may do, as the database knows it now. */
export class Permissions {
  readonly of = new Map<string, readonly string[]>();
}

// #region wanted
type Permission = "notes:read" | "notes:write";

const asked = provider(
  { token: accessToken, sessions: Sessions, permissions: Permissions, wanted: SecurityScopes },
  ({ token, sessions, permissions, wanted }) => {
    const held = permissions.of.get(token.sub) ?? [];
    const user = sessions.user(token.sub);
    return user && { user, lacks: wanted.scopes.filter((scope) => !held.includes(scope)) };
  },
);
const permitted = require(asked, policy("permitted", ({ lacks }) => lacks.length === 0));

/** The annotation says which scopes may be demanded of it. */
export const member: ProviderValue<User, Permission> = map(permitted, ({ user }) => user);
// #endregion wanted
