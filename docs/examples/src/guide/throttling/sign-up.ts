import { clientAddress, signUpEndpoint, signUpLimits, throttle, type Account, type Passwords, type Users } from "@ampoule/accounts";
import type { Endpoint } from "@ampoule/core";

// #region apart
const guesses = throttle({ client: clientAddress({ trustedProxies: ["10.0.0.0/8"] }) });

/** The same clients, other limits: a school registers its pupils in one morning. */
const registrations = guesses.apart("sign_up", { ...signUpLimits, client: { attempts: 300, seconds: 3_600 } });
// #endregion apart

// #region endpoint
export function signUpOf(users: Users<Account>, passwords: Passwords): Endpoint {
  return signUpEndpoint({ users, passwords, throttle: registrations });
}
// #endregion endpoint
