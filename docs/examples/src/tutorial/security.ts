// #region scheme
import { anyOf, apiKeyHeader, bearer, constantTimeEqual, narrow, optional, provider, rejected, securityParam } from "@ampoule/core";
import { Sessions, type User } from "./sessions.js";

/** Where the credential travels, how it is verified, and which scopes may be demanded of it. */
export const accessToken = bearer({
  scopes: ["notes:read", "notes:write"],
  verify: (token, { resolve }) => resolve(Sessions).find(token),
});
// #endregion scheme

// #region provider
/** What handlers want: a user. It is given what it needs, and runs once per request. */
export const currentUser = provider({ token: accessToken, sessions: Sessions }, function currentUser({ token, sessions }) {
  return sessions.user(token.sub) ?? rejected("unknown_user", { subject: token.sub });
});

export const CurrentUser = securityParam(currentUser);
// #endregion provider

// #region combine
export const maybeUser = optional(currentUser); // User | null
export const admin = narrow(currentUser, "admin", (user): user is User & { role: "admin" } => user.role === "admin");

const cronKey = process.env["CRON_KEY"] ?? crypto.randomUUID();
export const cron = apiKeyHeader({
  name: "X-API-Key",
  verify: (key) => (constantTimeEqual(key, cronKey) ? { job: "cron" } : undefined),
});
export const adminOrCron = anyOf(admin, cron); // either value, either credential
// #endregion combine
