import type { Awaitable } from "@ampoule/core";
import type { Family } from "./family.js";

/** Whether an access token still holds, as far as a store knows. */
export interface TokenQuestion {
  readonly subject: string;
  /** The family that it came of, if any. */
  readonly family: string | undefined;
  readonly jti: string | undefined;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly now: number;
}

/** The end of everything that a subject has. */
export interface EndOfAll {
  /** A family that goes on. */
  readonly except: string | undefined;
  readonly now: number;
  /** How long it has to be remembered that access tokens without a family, made until now, are over. Milliseconds since 1970. */
  readonly until: number;
}

/** One access token that is over before its time. */
export interface DeniedToken {
  readonly subject: string;
  readonly jti: string;
  /** How long that has to be remembered, in milliseconds since 1970. */
  readonly until: number;
  readonly now: number;
}

/**
 * Where families of refresh tokens are kept, and which access tokens are over. `describeRefreshStore` of `@ampoule/accounts/testing` is its contract.
 *
 * Times are given by the caller, who has one clock; a store's own is for tidying up only. What was answered is kept: a store that loses what it confirmed lets a stolen token
 * live. Whatever a method throws counts as "cannot tell", and is 503 to the client.
 */
export interface RefreshStore {
  /** Keeps a new family. */
  create(family: Family, now: number): Awaitable<void>;
  /** The family of that name; one that is over may be given or not. Never an older state than was confirmed before: not from a replica that lags behind. */
  find(id: string): Awaitable<Family | undefined>;
  /** Puts `next` in the place of the family of that id, if that has this version, in one step that nothing comes between. Else changes nothing and gives `false`. */
  swap(next: Family, version: number, now: number): Awaitable<boolean>;
  /** Every family of a subject, in any order; ones that are over may be among them. */
  list(subject: string): Awaitable<readonly Family[]>;
  /** Forgets a family. Nothing happens where there is none. */
  end(id: string): Awaitable<void>;
  /** Forgets all families of a subject but one, and refuses its access tokens that came of no family. */
  endAll(subject: string, how: EndOfAll): Awaitable<void>;
  /** Refuses one access token. */
  deny(token: DeniedToken): Awaitable<void>;
  /** Whether a token's family is gone, its name denied, or, where it has no family, everything until then ended. One look at the store. */
  isOver(question: TokenQuestion): Awaitable<boolean>;
  /** Deletes what ended before now. @returns how many rows. A store that does so by itself gives 0. */
  purge(now: number): Awaitable<number>;
}
