import { rejected } from "@ampoule/core";
import type { Passwords } from "../passwords/passwords.js";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import type { Account } from "../tokens/account.js";
import { clientAddress, type FindClient } from "../throttle/client-address.js";
import { patientUsers } from "../users/patient-users.js";
import type { Users } from "../users/users.js";

/** What {@link confirmation} looks at. */
export interface ConfirmationOptions {
  readonly users: Users<Account, never>;
  readonly passwords: Passwords;
  /** Tells clients apart, which take turns where hashes wait. Default: {@link clientAddress} without proxies. */
  readonly client?: FindClient;
}

/**
 * Checks the password of a user who is signed in already, before something that a stolen token should not do: the user name is the user's id. One check of a hash, whatever is found.
 *
 * It does not limit guesses: `throttled` does.
 */
export function confirmation({ users: asked, passwords, client = clientAddress() }: ConfirmationOptions): AuthenticateUser {
  const users = patientUsers(asked);
  return async ({ username: id, password }, { signal, request }) => {
    const { ok } = await passwords.verify(password, await users.passwordHash(id), { signal, client: client(request) });
    return ok ? { id } : rejected("wrong_password", { subject: id });
  };
}
