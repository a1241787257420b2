import type { Endpoint } from "@ampoule/core";
import { callers, type Callers } from "../callers/callers.js";
import { signingKeys } from "../keys/signing-keys.js";
import { bcryptHasher } from "../passwords/bcrypt.js";
import { passwords as makePasswords, type Passwords } from "../passwords/passwords.js";
import { askingOf, BackendAuthentication } from "../sign-in/authentication.js";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import { limited } from "../sign-in/limited.js";
import { throttle as makeThrottle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import { tokens as makeTokens, Tokens } from "../tokens/tokens.js";
import { emailLogin, type LoginName } from "../users/login-name.js";
import { PatientUsers } from "../users/patient-users.js";
import type { Users } from "../users/users.js";
import { wholeNumber } from "../whole-number.js";
import { endpointsOf, type AccountPath } from "./endpoints.js";
import type { AccountsOptions, IssuerOptions } from "./options.js";

/** An application's accounts, put together. Made by {@link accounts}. */
export interface Accounts<U extends Account, S extends string = never, P = unknown> extends Callers<U, S> {
  /** What is to be mounted, by its path: `app.all(path, secure(endpoint))`. Leave out what you do not want, and put your own in its place. */
  readonly endpoints: Readonly<Record<AccountPath, Endpoint>>;
  /** Issues and ends tokens, for endpoints of your own. */
  readonly tokens: Tokens<S>;
  readonly passwords: Passwords;
  /** The users, asked with patience: whatever they throw is an `UnavailableError`. */
  readonly users: Users<U, P>;
  readonly login: LoginName;
  /** Checks a name and a password, and counts guesses: for `basic`, for {@link tokenEndpoint}, so that they share their counts. */
  readonly authenticate: AuthenticateUser;
  /**
   * Call it before you listen: looks whether the store keeps login names unique. Until that was seen, nobody is added.
   *
   * @throws ConfigurationError where it does not; UnavailableError where it cannot be asked.
   */
  ready(): Promise<void>;
}

/**
 * Sets up a whole application's accounts: registration, sign-in, refresh, sign-out, who I am, another password, and where I am signed in, as endpoints for any framework, and who calls, as providers for
 * your own routes.
 *
 * Everything in it is a public part that can be used alone, made with what you give or with safe defaults: {@link signUpEndpoint}, {@link signInEndpoint}, {@link refreshEndpoint}, {@link signOutEndpoint},
 * {@link meEndpoint}, {@link changePasswordEndpoint}, {@link sessionsEndpoint} and its siblings, {@link callers}.
 *
 * It does not confirm addresses, and changes nothing of a user but the password.
 *
 * @throws ConfigurationError on options that cannot be.
 * @example
 * ```ts
 * const auth = accounts({ users, tokens: { issuer: "https://login.example", audience: "https://api.example", store: sqliteStore({ file: "sign-ins.db" }) } });
 * await auth.ready();
 * for (const [path, ready] of Object.entries(auth.endpoints)) app.all(path, secure(ready));
 * app.get("/notes", secure({ me: auth.currentUser }, ({ me }) => notesOf(me)));
 * ```
 */
export function accounts<U extends Account, const S extends string = never, P = unknown>(
  options: AccountsOptions<U, S, P>,
): Accounts<U, S, P> {
  const { passwords = makePasswords({ hasher: bcryptHasher() }), login = emailLogin, scheme } = options;
  const users = new PatientUsers(options.users, wholeNumber("accounts()", "timeout", options.timeout ?? 2_000, [1, 60_000]));
  const tokens = options.tokens instanceof Tokens ? options.tokens : issuerOver(users, options.tokens);
  const { throttle = makeThrottle() } = options;
  const { client } = throttle;
  const authentication = options.authenticate ?? backendOf({ users, passwords, login, client });
  const authenticate = limited(askingOf(authentication).authenticate, login, throttle);
  const parts = { ...callers({ tokens, users, ...(scheme !== undefined && { scheme }) }), users, passwords, tokens, login };
  const endpoints = endpointsOf({ ...parts, authentication, throttle }, options);
  return { ...parts, authenticate, endpoints, ready: () => users.requireUnique() };
}

function issuerOver<U extends Account, S extends string, P>(
  users: Users<U, P>,
  { keys = signingKeys(), ...options }: IssuerOptions<U, S>,
): Tokens<S> {
  return makeTokens<U, S>({ ...options, keys, account: (id) => users.byId(id) });
}

function backendOf<U extends Account>(options: ConstructorParameters<typeof BackendAuthentication<U>>[0]): AuthenticateUser {
  const backend = new BackendAuthentication(options);
  return ({ username, password }, context) => backend.authenticate(username, password, context);
}
