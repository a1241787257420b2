import { accounts, cookie, tokenEndpoint, type AccountsOptions } from "@ampoule/accounts";
import type { Profile, User } from "../users/user.js";
import type { Auth } from "./auth.js";

// #region instead
export function endpointsOf({ endpoints, tokens, authenticate }: Auth) {
  const { "/sessions/end-all": _, ...wanted } = endpoints; // not this one
  return { ...wanted, "/token": tokenEndpoint({ tokens, authenticate }) }; // and the same sign-in as a form
}
// #endregion instead

// #region cookie
export function inCookies(options: AccountsOptions<User, never, Profile>) {
  return accounts({ ...options, cookie: cookie({ name: "__Host-refresh", sameSite: "Strict" }) });
}
// #endregion cookie
