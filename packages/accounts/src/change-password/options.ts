import type { ProviderValue } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import type { Passwords } from "../passwords/passwords.js";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import type { OwnPagesOptions } from "../sign-in/own-pages.js";
import type { FindClient } from "../throttle/client-address.js";
import type { Account } from "../tokens/account.js";
import type { Tokens } from "../tokens/tokens.js";
import type { Users } from "../users/users.js";

/** What {@link changePasswordEndpoint} can be told. */
export interface ChangePasswordOptions<U extends Account> extends OwnPagesOptions {
  readonly users: Users<U, never>;
  readonly passwords: Passwords;
  readonly tokens: Tokens<string>;
  /** The two of {@link callers}, or your own: they have to be of one user. */
  readonly accessToken: ProviderValue<AccessToken, string>;
  readonly currentUser: ProviderValue<U, string>;
  /** Checks the current password; the user name that it is given is the user's id. Limit its guesses: `throttled(confirmation({ users, passwords }))`. Default: {@link confirmation}. */
  readonly confirm?: AuthenticateUser;
  /** Tells clients apart, which take turns where hashes wait. Default: {@link clientAddress} without proxies. */
  readonly client?: FindClient;
  /** What belongs to a user and makes a bad password: its name, its e-mail address. Default: nothing. */
  readonly words?: (user: U) => readonly string[];
}
