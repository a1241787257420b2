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

export function vintageOf({ epoch = 0, revision = 0 }: Account): Vintage {
  return { epoch, revision };
}
