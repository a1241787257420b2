import "reflect-metadata";
import { anyOf, apiKeyHeader, bearer, Guarded, optional, provider, scoped, securityParam } from "@ampoule/core";
import { injectable } from "tsyringe";
import { Sessions, type User } from "../../tutorial/sessions.js";
import { Keys } from "../services.js";

// #region declare
const accessToken = bearer({
  scopes: ["notes:read", "notes:write", "notes:share"],
  verify: (token, { resolve }) => resolve(Sessions).find(token), // { sub, scopes }
});
export const currentUser = provider({ token: accessToken, sessions: Sessions }, ({ token, sessions }) => sessions.user(token.sub));
const CurrentUser = securityParam(currentUser);
// #endregion declare

// #region demand
@injectable()
@Guarded(currentUser, "notes:read") // every method
export class NotesController {
  list(@CurrentUser() me: User) {
    return { for: me.name };
  }
  add(@CurrentUser("notes:write") me: User) {
    return { by: me.name };
  }
  @Guarded(currentUser, "notes:write", "notes:share") // one method
  share() {
    return { shared: true };
  }
}

export const writer = scoped(currentUser, "notes:write"); // a provider of its own
// #endregion demand

// #region choices
export const maybeWriter = optional(writer); // null where no token is presented; a token without the scope is 403
const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(Keys).find(key) });
export const writerOrService = anyOf(writer, service); // the scope is demanded of the token only
// #endregion choices

// #region wrong
// @ts-expect-error: no scheme below currentUser declares this scope
export const typo = scoped(currentUser, "notes:wirte");
// #endregion wrong
