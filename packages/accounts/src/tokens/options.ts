import type { Awaitable } from "@ampoule/core";
import type { Clock } from "@ampoule/core/jwt";
import type { SigningKeys } from "../keys/signing-keys.js";
import type { Account } from "./account.js";
import type { TokenListener } from "./events.js";
import type { RefreshStore } from "./store.js";

/** How long things live, in seconds. */
export interface Lifetimes {
  /** Access tokens, 1 to 3,600. Default: 900. */
  readonly access?: number;
  /** A sign-in that is not used. At least as long as access tokens. Default: 1,209,600 (14 days). */
  readonly idle?: number;
  /** A sign-in, however much it is used. At least as long as `idle`, at most 400 days. Default: 7,776,000 (90 days). */
  readonly absolute?: number;
  /** How long a refresh token may be sent once more, because the answer was lost or two tabs asked at once, 0 to 60. Default: 10. */
  readonly grace?: number;
}

/** Says that access tokens are believed while the store cannot be asked whether they are over: who was signed out gets in until they expire. Default: 503. */
export const allowUnchecked: unique symbol = Symbol("allowUnchecked");

/** What {@link tokens} needs to know. */
export interface TokensOptions<A extends Account, S extends string = never> {
  /** Who signs: the `iss` of access tokens. */
  readonly issuer: string;
  /** Whom access tokens are for: the name of this API, or of several. */
  readonly audience: string | readonly [string, ...string[]];
  /** What signs them. */
  readonly keys: SigningKeys;
  /** Where sign-ins are kept: `memoryStore()`, `sqliteStore(…)`, `redisStore(…)`, `postgresStore(…)`, or one of your own. */
  readonly store: RefreshStore;
  /** Gives the account as it is now. Asked at sign-in, at each refresh, and by `revoked`. `undefined`: there is none any more. */
  account(id: string): Awaitable<A | undefined>;
  /** What access tokens say besides the usual. Called at sign-in and at each refresh alike. Name what you take: never hand on the account as it is. Names that end in `token`, or that look like
   * a password, a hash, a secret or a key, are refused. Default: nothing. */
  claims?(account: A): Awaitable<Readonly<Record<string, unknown>>>;
  /** Every scope that may be granted. Default: none. */
  readonly scopes?: readonly S[];
  /** The scopes that an account may have now; asked at each refresh too. Default: all. */
  allows?(account: A): readonly NoInfer<S>[];
  readonly lifetimes?: Lifetimes;
  /** Milliseconds that the store may take for one answer, 1 to 60,000; then 503. Default: 2,000. */
  readonly timeout?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
  /** Told of everything that becomes of tokens. Default: nobody. */
  readonly onEvent?: TokenListener;
  readonly [allowUnchecked]?: true;
}
