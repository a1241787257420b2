import type { Awaitable } from "@ampoule/core";
import type { TokenSchemeOption } from "../callers/callers.js";
import type { SigningKeys } from "../keys/signing-keys.js";
import type { Passwords } from "../passwords/passwords.js";
import type { Authentication } from "../sign-in/authentication.js";
import type { OwnPagesOptions } from "../sign-in/own-pages.js";
import type { allowEnumeration, Registration } from "../sign-up/options.js";
import type { ProfileOption } from "../sign-up/profile.js";
import type { Throttle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import type { TokensOptions } from "../tokens/options.js";
import type { Tokens } from "../tokens/tokens.js";
import type { LoginName } from "../users/login-name.js";
import type { Users } from "../users/users.js";

/** What {@link accounts} makes tokens with, besides the users. */
export interface IssuerOptions<U extends Account, S extends string> extends Omit<TokensOptions<U, S>, "account" | "keys"> {
  /** What signs them. Default: `signingKeys()`, which reads `SECRET_KEY`. */
  readonly keys?: SigningKeys;
}

/** What {@link accounts} can be told. */
export type AccountsOptions<U extends Account, S extends string = never, P = unknown> = AccountsBase<U, S, P> & ProfileOption<P>;

/** What {@link AccountsOptions} are besides the profile. */
interface AccountsBase<U extends Account, S extends string, P> extends OwnPagesOptions, TokenSchemeOption<NoInfer<S>> {
  /** Where your users are. */
  readonly users: Users<U, P>;
  /** What makes tokens: its options, or one that you made with `account: (id) => users.byId(id)`. */
  readonly tokens: IssuerOptions<U, S> | Tokens<S>;
  /** How passwords are kept. Default: bcrypt at a cost of 12, at least 8 characters, no blocklist. */
  readonly passwords?: Passwords;
  /** What people sign in with. Default: {@link emailLogin}. */
  readonly login?: LoginName;
  /** Checks names and passwords: a function, or a class that the container builds. Default: {@link BackendAuthentication} over the users. */
  readonly authenticate?: Authentication;
  /** Limits the guesses at sign-in. Default: `throttle()`, which counts in this process. */
  readonly throttle?: Throttle;
  /** Limits registrations. Default: {@link signUpLimits} (30 by one client in an hour), counted where `throttle` counts, of the clients that it tells apart. */
  readonly signUpThrottle?: Throttle;
  /** Told what became of a registration, as `onSignUp` of `signUpEndpoint` says. Default: nobody. */
  readonly onSignUp?: (registration: Registration<U>) => Awaitable<void>;
  /** What a client sees of its user. Name each thing: never hand on the user as it is. Default: the id. */
  readonly view?: (user: U) => object;
  /** Milliseconds that the users may take for one answer, 1 to 60,000; then 503. Default: 2,000. */
  readonly timeout?: number;
  readonly [allowEnumeration]?: true;
}
