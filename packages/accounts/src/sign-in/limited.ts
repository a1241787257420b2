import type { Throttle } from "../throttle/throttle.js";
import { throttled } from "../throttle/throttled.js";
import { longestLogin, type LoginName } from "../users/login-name.js";
import type { AuthenticateUser } from "./authenticate-user.js";

/** The same with every name in its canonical form, where it has one, or else of a bounded length, and with its guesses limited, if they are. */
export function limited(authenticate: AuthenticateUser, login: Pick<LoginName, "read">, throttle: Throttle | undefined): AuthenticateUser {
  const check = throttle === undefined ? authenticate : throttled(authenticate, throttle);
  return ({ username, password }, context) => check({ username: login.read(username)?.canonical ?? bounded(username), password }, context);
}

/** What ids are counted under begins with a character that no name has. */
const prefix = "\0confirm ";

/** What is too long for a name is one that nobody has: as text it would be work for whoever looks at it. So is what would be counted as somebody's id. */
function bounded(username: string): string {
  return username.length > longestLogin || username.startsWith(prefix) ? "\ufffd" : username;
}

/** The same for who is signed in already: ids are counted apart from names, by the same limits. */
export function limitedById(confirm: AuthenticateUser, throttle: Throttle): AuthenticateUser {
  const check = throttled<ReturnType<AuthenticateUser>>(
    ({ username, password }, context) => confirm({ username: username.slice(prefix.length), password }, context),
    throttle,
  );
  return ({ username, password }, context) => check({ username: prefix + username, password }, context);
}
