import type { Awaitable } from "@ampoule/core";
import type { HashedPassword, StoredPassword } from "../passwords/hasher.js";
import type { Account } from "../tokens/account.js";

/** A user as it was found by its login name, with what only signing in may see. */
export interface StoredUser<out U extends Account = Account> {
  /** As handlers get it. Leave the hash out. */
  readonly user: U;
  /** Of the same row, read at the same moment. `null` or `undefined` where it has no password. */
  readonly passwordHash: StoredPassword;
  /** Whether it may not sign in for now, where you keep that yourself. Default: it may. */
  readonly isLocked?: boolean;
}

/** A user that is asked to be added. */
export interface NewUser<out P = unknown> {
  /** The canonical form of its login name: what the unique index is over. */
  readonly login: string;
  /** The same as it was written: to be shown, and for mail. */
  readonly writtenLogin: string;
  /** `null`: it signs in some other way, and no password fits. */
  readonly passwordHash: HashedPassword | null;
  /** What your application asked for besides, as your own functions read it. */
  readonly profile: P;
}

/** Another hash in the place of one. */
export interface PasswordChange {
  readonly id: string;
  /** `null`: no password fits any more. */
  readonly passwordHash: HashedPassword | null;
  /** The hash that is there, as far as one knows. Where another one is there by now, nothing changes. */
  readonly replaces: string | null;
  /** Whether this is another password, so that the same write raises `epoch`. Not so for a better hash of the same one. */
  readonly raisesEpoch: boolean;
}

/**
 * Where an application keeps its users, of whatever shape: the one thing that accounts ask of it. `describeUsers` of `@ampoule/accounts/testing` is its contract.
 *
 * Login names come in one canonical form (see {@link LoginName}): compare them as they are. Ids are text here, whatever they are in your tables; an id is never given to
 * another user. Whether a user is disabled, verified or an administrator is yours to keep and to change: nothing here writes it, and nothing of it comes from a request.
 *
 * `U` is your user, `P` what a registration may bring besides name and password: leave it out where nothing is.
 *
 * What a method throws counts as "cannot tell", and is 503 to the client: never a wrong password.
 */
export interface Users<U extends Account = Account, in P = unknown> {
  /** The user as it is now. Asked for each request that needs to know who calls: read no hash here. */
  byId(id: string): Awaitable<U | undefined>;
  /** The user of a login name, with its hash. */
  byLogin(login: string): Awaitable<StoredUser<U> | undefined>;
  /** The hash of a user; `null` or `undefined` where it has none. */
  passwordHash(id: string): Awaitable<StoredPassword>;
  /**
   * Adds a user, and makes its id. `"taken"`: another one has that login name, as the unique index of the store says while it writes. Never look first and write then: two
   * would see that the name is free.
   *
   * @throws TypeError on what is no hash: `requireHash` says so.
   */
  add(user: NewUser<P>): Awaitable<U | "taken">;
  /**
   * Changes the hash, and `epoch` with it, in one write that has the old hash in its condition. `false`: another hash is there by now, or no such user; then nothing changed.
   *
   * @throws TypeError on what is no hash.
   */
  setPassword(change: PasswordChange): Awaitable<boolean>;
  /**
   * Looks whether the store itself keeps two users from having one login name. Asked before the first registration.
   *
   * @throws ConfigurationError where the unique index is missing, naming it.
   */
  requireUnique(): Awaitable<void>;
}
