import { bearer, Guarded, policy, provider, require, Security } from "@ampoule/core";
import { injectable } from "tsyringe";
import { Sessions, type User } from "../../tutorial/sessions.js";

// #region security
const accessToken = bearer({
  scopes: ["reports:read"],
  verify: (token, { resolve }) => resolve(Sessions).find(token),
});
export const currentUser = provider({ token: accessToken, sessions: Sessions }, function currentUser({ token, sessions }) {
  return sessions.user(token.sub);
});
export const staff = require(currentUser, policy("staff", ({ role }) => role === "admin"));
// #endregion security

// #region controller
@injectable()
@Guarded(currentUser) // the class
export class ReportsController {
  mine(@Security(currentUser, "reports:read") me: User) {
    return { of: me.name }; // the parameter
  }
  @Guarded(staff) // the method
  all() {
    return { of: "everybody" };
  }
}
// #endregion controller

// #region child
@injectable()
export class AuditController extends ReportsController {
  override all() {
    return { of: "auditors" }; // still guarded by currentUser and staff
  }
}
// #endregion child
