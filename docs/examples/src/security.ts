import { anyOf, apiKeyHeader, basic, narrow, oauth2PasswordBearer, optional, provider, rejected, securityParam } from "@ampoule/core";
import { Accounts, type User } from "./accounts.js";
import { ApiKeys } from "./api-keys.js";
import { scopes, Tokens } from "./tokens.js";

export interface Admin extends User {
  readonly role: "admin";
}

/** A signed access token. Its scopes may be demanded. */
const accessToken = oauth2PasswordBearer({
  tokenUrl: "/token",
  scopes,
  verify: (token, { resolve }) => resolve(Tokens).verify(token),
});

/** The user whom the token stands for, as the database knows them now. */
const currentUser = provider({ token: accessToken, accounts: Accounts }, function currentUser({ token, accounts }) {
  return accounts.bySubject(token.sub) ?? rejected("unknown_subject", { subject: token.sub });
});

export const maybeUser = optional(currentUser);
const admin = narrow(currentUser, "admin", (user): user is Admin => user.role === "admin");

/** The same accounts, for clients that only know Basic. */
export const basicUser = basic({
  verify: async ({ username, password }, { resolve }) =>
    (await resolve(Accounts).authenticate(username, password)) ?? rejected("wrong_password", { subject: username }),
});

/** Another service, with a key of its own. */
export const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(ApiKeys).find(key) });

/** Either of them. */
export const caller = anyOf(currentUser, service);

export const CurrentUser = securityParam(currentUser);
export const CurrentAdmin = securityParam(admin);
