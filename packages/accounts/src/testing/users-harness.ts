import type { Awaitable } from "@ampoule/core";
import type { HashedPassword } from "../passwords/hasher.js";
import type { Account } from "../tokens/account.js";
import type { NewUser, Users } from "../users/users.js";

/** A store of users that is there for one test. */
export interface OpenUsers<U extends Account = Account, P = unknown> {
  readonly users: Users<U, P>;
  /** The same data once more, as another process sees it. Leave it out where there is no such thing. */
  readonly another?: () => Awaitable<Users<U, P>>;
  close(): Awaitable<void>;
}

/** What {@link describeUsers} needs. */
export interface UsersHarness<U extends Account = Account, P = unknown> {
  /** Opens an empty store. */
  open(): Awaitable<OpenUsers<U, P>>;
  /** A profile that users may have. */
  readonly profile: P;
  /** Opens an empty store whose unique index somebody forgot. Leave it out where there can be no such thing. */
  readonly withoutIndex?: () => Awaitable<OpenUsers<U, P>>;
}

/** What each behaviour is told. */
export interface UsersSubject<U extends Account, P> {
  /** The store of the test that runs. */
  readonly opened: () => OpenUsers<U, P>;
  readonly newUser: (login: string, passwordHash?: string | null) => NewUser<P>;
}

/** Looks like a hash, and is none of any password. */
export function hashOf(letter: string): HashedPassword {
  return `$2b$12$${letter.repeat(53)}` as HashedPassword;
}

/** A user with what the contract has to say of it. @throws where the name was taken. */
export async function added<U extends Account, P>(
  { opened, newUser }: UsersSubject<U, P>,
  login: string,
  hash?: string | null,
): Promise<U> {
  const user = await opened().users.add(newUser(login, hash));
  if (user === "taken") throw new Error(`${login} is taken in an empty store.`);
  return user;
}
