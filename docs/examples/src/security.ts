import { ApiKeys } from "@ampoule/accounts";
import { anyOf, apiKeyHeader, basic, narrow, oauth2PasswordBearer, optional, provider, rejected, securityParam } from "@ampoule/core";
import { Accounts, type User } from "./accounts.js";
import { AUTH, scopes } from "./auth.js";

export interface Admin extends User {
  readonly role: "admin";
}

/** A signed access token. Its scopes may be demanded. */
export const accessToken = oauth2PasswordBearer({
  tokenUrl: "/token",
  refreshUrl: "/token",
  scopes,
  verify: (token, context) => context.resolve(AUTH).verifier.verify(token, context),
});

/** The user whom the token stands for, as the database knows them now. */
const currentUser = provider({ token: accessToken, accounts: Accounts }, function currentUser({ token, accounts }) {
  return accounts.byId(token.sub) ?? rejected("unknown_subject", { subject: token.sub });
});

export const maybeUser = optional(currentUser);
const admin = narrow(currentUser, "admin", (user): user is Admin => user.role === "admin");

/** The same accounts, for clients that only know Basic. */
export const basicUser = basic({ verify: (credentials, { resolve }) => resolve(Accounts).authenticate(credentials) });

/** Another service, with a key of its own. */
export const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(ApiKeys).verify(key) });

/** Either of them. */
export const caller = anyOf(currentUser, service);

export const CurrentUser = securityParam(currentUser);
export const CurrentAdmin = securityParam(admin);
