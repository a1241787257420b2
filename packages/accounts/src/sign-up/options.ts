import type { Awaitable } from "@ampoule/core";
import type { Passwords } from "../passwords/passwords.js";
import type { Throttle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import type { LoginName, LoginText } from "../users/login-name.js";
import type { Users } from "../users/users.js";
import type { ProfileOption } from "./profile.js";

/** Says that whoever asks is told whether a login name is taken: 409, and 201 with the user otherwise. For names that people choose, and that all can see anyway. Default: 202 for both. */
export const allowEnumeration: unique symbol = Symbol("allowEnumeration");

/** What became of a registration. */
export type Registration<U extends Account> =
  | { readonly kind: "added"; readonly login: LoginText; readonly user: U }
  /** Somebody has that name. Nothing changed. */
  | { readonly kind: "taken"; readonly login: LoginText };

/** What {@link signUpEndpoint} can be told. */
export type SignUpOptions<U extends Account, P> = SignUpBase<U, P> & ProfileOption<P>;

/** What {@link SignUpOptions} are besides the profile. */
interface SignUpBase<U extends Account, P> {
  readonly users: Users<U, P>;
  readonly passwords: Passwords;
  /** What people sign in with. Default: {@link emailLogin}. */
  readonly login?: LoginName;
  /** Limits how often a client may register: {@link signUpLimits} suit most. Default: nothing does. */
  readonly throttle?: Throttle;
  /**
   * Told what became of it, before the answer: send the mail that confirms an address, or says to its owner that somebody tried it. Take the same time for both: whoever waits for the answer could
   * tell otherwise. What it throws is thrown on. Default: nobody.
   */
  readonly onSignUp?: (registration: Registration<U>) => Awaitable<void>;
  /** What a client sees of its user; asked with `[allowEnumeration]` only. Default: the id. */
  readonly view?: (user: U) => object;
  readonly [allowEnumeration]?: true;
}
