import type { Awaitable, BasicCredentials, Context, Provision } from "@ampoule/core";

/** Who has shown who they are. */
export interface Authenticated {
  /** The account's. */
  readonly id: string;
  /** The account's, read together with the hash: so nobody gets in with a password that was changed meanwhile. Default: that is not looked at. */
  readonly epoch?: number;
}

/** Finds who has this name and password: as `basic`'s `verify`, so that one function serves both. */
export type AuthenticateUser = (credentials: BasicCredentials, context: Context) => Awaitable<Provision<Authenticated>>;
