import type { AccessToken } from "@ampoule/core/jwt";

/** What tokens have to know of an account. Kept where passwords are, so that one write changes both. */
export interface Account {
  /** Who it is: unique, and never given to another. Not a name or an e-mail address, which people change. */
  readonly id: string;
  /** Whether it may sign in. A disabled account's sessions end with their next use. Default: it may. */
  readonly isDisabled?: boolean;
  /** Raised whenever everything from before must end: another password, a second factor taken away. Default: 0. */
  readonly epoch?: number;
  /** Raised whenever access tokens say something that is no longer so: another role. Refreshing gives true ones. Default: 0. */
  readonly revision?: number;
}

/** What a token says of the state of an account when it was made. */
export interface Vintage {
  readonly epoch: number;
  readonly revision: number;
}

/** Whether a token says of its account what is still so. */
export function isOfNow(token: AccessToken, account: Account): boolean {
  const { epoch, revision } = vintageOf(account);
  return token.claims["epoch"] === epoch && token.claims["revision"] === revision;
}

/** An account as it was found, or why it may do nothing. */
export function stateOf<A extends Account>(id: string, found: A | undefined): A | "no_account" | "account_disabled" {
  if (found === undefined) return "no_account";
  // Another one's account would be handed out under this one's name.
  if (found.id !== id) throw new TypeError("account(id) gave an account with another id.");
  return found.isDisabled === true ? "account_disabled" : found;
}

export function vintageOf({ epoch = 0, revision = 0 }: Account): Vintage {
  return { epoch, revision };
}
