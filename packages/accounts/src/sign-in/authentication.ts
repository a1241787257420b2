import type { Awaitable, Context, Needs, Provision, Token } from "@ampoule/core";
import type { Passwords } from "../passwords/passwords.js";
import type { Account } from "../tokens/account.js";
import { clientAddress, type FindClient } from "../throttle/client-address.js";
import { emailLogin, type LoginName } from "../users/login-name.js";
import { patientUsers } from "../users/patient-users.js";
import type { Users } from "../users/users.js";
import type { Authenticated, AuthenticateUser } from "./authenticate-user.js";

/**
 * Checks names and passwords: subclass it, override `authenticate`, and give the class to `accounts` or an endpoint. The container builds it.
 *
 * The name is in its canonical form where it has one; the password is as it was sent, of 64 KiB at most.
 *
 * Return the account's `id`, and its `epoch` where you read it together with the hash; `rejected(code)`, or nothing, for whatever is not right; throw an `UnavailableError` where
 * you cannot tell. Do the same work for an unknown name as for a wrong password: nobody else sees to that.
 *
 * @example
 * ```ts
 * @injectable()
 * class DirectoryAuthentication extends BaseUserAuthentication {
 *   constructor(@inject(Directory) private readonly directory: Directory) { super(); }
 *   override authenticate(username: string, password: string) { return this.directory.bind(username, password); }
 * }
 * ```
 */
export abstract class BaseUserAuthentication {
  abstract authenticate(username: string, password: string, context: Context): Awaitable<Provision<Authenticated>>;
}

/** What {@link BackendAuthentication} looks at. */
export interface BackendOptions<U extends Account> {
  readonly users: Users<U, never>;
  readonly passwords: Passwords;
  /** What people sign in with. Default: {@link emailLogin}. */
  readonly login?: LoginName;
  /** Tells clients apart, which take turns where hashes wait. Default: {@link clientAddress} without proxies. */
  readonly client?: FindClient;
}

/**
 * Checks names and passwords against your `Users`: what `accounts` does by default. Subclass it to ask somebody else before or after.
 *
 * One search and one check of a hash, whatever is found, and also where the text cannot be a login name. Whether the user is disabled or locked is looked at once its password is known to be right. A
 * hash that should be better is made anew and stored in the place of the one that was checked.
 *
 * It does not limit guesses: `throttled` does.
 *
 * @throws UnavailableError where the users or the hashing queue do not answer: never a wrong password.
 */
export class BackendAuthentication<U extends Account = Account> extends BaseUserAuthentication {
  readonly #users: Users<U, never>;
  readonly #passwords: Passwords;
  readonly #login: LoginName;
  readonly #client: FindClient;

  constructor({ users, passwords, login = emailLogin, client = clientAddress() }: BackendOptions<U>) {
    super();
    this.#users = patientUsers(users);
    this.#passwords = passwords;
    this.#login = login;
    this.#client = client;
  }

  override authenticate(
    username: string,
    password: string,
    { signal, request }: Pick<Context, "signal" | "request">,
  ): Awaitable<Provision<U>> {
    return this.#passwords.authenticate<U>((name) => this.#find(name), username, password, {
      signal,
      client: this.#client(request),
      upgrade: async ({ account: { id }, hash, replaces }) => {
        await this.#users.setPassword({ id, passwordHash: hash, replaces, raisesEpoch: false });
      },
    });
  }

  async #find(username: string) {
    const name = this.#login.read(username)?.canonical;
    const found = name === undefined ? undefined : await this.#users.byLogin(name);
    if (found === undefined) return undefined;
    const { user, passwordHash, isLocked = false } = found;
    return { account: user, passwordHash, isLocked, isDisabled: user.isDisabled === true };
  }
}

/** What decides over names and passwords: a function, or a class that the container builds. */
export type Authentication = AuthenticateUser | Token<BaseUserAuthentication>;

/** An authentication as a function, and what the container has to be able to make for it. */
export interface Asking {
  readonly authenticate: AuthenticateUser;
  /** Named among the needs of an endpoint, so that an application whose container cannot make it does not start. */
  readonly needs: Needs;
}

export function askingOf(authentication: Authentication): Asking {
  if (!isToken(authentication)) return { authenticate: authentication, needs: {} };
  return {
    authenticate: ({ username, password }, context) => context.resolve(authentication).authenticate(username, password, context),
    needs: { authentication },
  };
}

function isToken(authentication: Authentication): authentication is Token<BaseUserAuthentication> {
  return typeof authentication === "symbol" || authentication.prototype instanceof BaseUserAuthentication;
}
