import { ApiKeys } from "@ampoule/accounts";
import { anyOf, apiKeyHeader, basic, optional, provider, rejected, require as demand, roles, securityParam } from "@ampoule/core";
import { AUTH, tokenScheme } from "./auth.js";
import { SqliteUsers, type User } from "./users.js";

/** A signed access token. Its scopes may be demanded. */
export const accessToken = tokenScheme({ verify: (token, context) => context.resolve(AUTH).tokens.verifier.verify(token, context) });

/** The user whom the token stands for, as the database knows them now. */
const currentUser = provider({ token: accessToken, users: SqliteUsers }, function currentUser({ token, users }) {
  return users.byId(token.sub) ?? rejected("unknown_subject", { subject: token.sub });
});

export const maybeUser = optional(currentUser);

const role = roles({ member: [], admin: ["member"] }, { of: (user: User) => user.role });
const admin = demand(currentUser, role("admin"));

/** The same names and passwords, for clients that only know Basic. Their guesses are counted together. */
const login = basic({ verify: (credentials, context) => context.resolve(AUTH).authenticate(credentials, context) });
export const basicUser = provider({ login, users: SqliteUsers }, function basicUser({ login, users }) {
  return users.byId(login.id) ?? rejected("unknown_subject", { subject: login.id });
});

/** Another service, with a key of its own. */
export const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(ApiKeys).verify(key) });

/** Either of them. */
export const caller = anyOf(currentUser, service);

export const CurrentUser = securityParam(currentUser);
export const CurrentAdmin = securityParam(admin);
