import {
  anyOf,
  apiKeyCookie,
  apiKeyHeader,
  basic,
  bearer,
  loginForm,
  oauth2PasswordBearer,
  oauthError,
  optional,
  provider,
  Security,
} from "@ampoule/core";
import { injectable } from "tsyringe";
import { Sessions, type User } from "../../tutorial/sessions.js";
import { Accounts, Keys } from "../services.js";

// #region user
const accessToken = oauth2PasswordBearer({
  tokenUrl: "/token",
  scopes: { me: "Read about yourself", items: "Read items" },
  verify: (token, { resolve }) => resolve(Sessions).find(token), // nothing found: 401
});

export const currentUser = provider({ token: accessToken, sessions: Sessions }, function currentUser({ token, sessions }) {
  return sessions.user(token.sub);
});
// #endregion user

// #region scopes
@injectable()
export class ItemsController {
  list(@Security(currentUser, "items") me: User) {
    return [{ owner: me.name }];
  }
}
// #endregion scopes

// #region basic
export const account = basic({
  verify: ({ username, password }, { resolve }) => resolve(Accounts).authenticate(username, password),
});
// #endregion basic

// #region keys
const service = apiKeyHeader({ name: "X-API-Key", verify: (key, { resolve }) => resolve(Keys).find(key) });
const session = apiKeyCookie({ name: "session", verify: (key, { resolve }) => resolve(Keys).find(key) });
export const caller = anyOf(service, session); // either of them
// #endregion keys

// #region optional
export const maybeToken = optional(bearer((token, { resolve }) => resolve(Sessions).find(token)));
// #endregion optional

// #region form
export const login = provider({ form: loginForm(), accounts: Accounts }, async function login({ form, accounts }) {
  return (await accounts.authenticate(form.username, form.password)) ?? oauthError("invalid_grant");
});
// #endregion form
