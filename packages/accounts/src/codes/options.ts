import type { Awaitable } from "@ampoule/core";
import type { Clock } from "@ampoule/core/jwt";
import type { Account } from "../tokens/account.js";
import type { CodeStore } from "./store.js";

/** What {@link singleUseCodes} needs to know. */
export interface CodesOptions<A extends Account = Account> {
  /** Where codes are kept: {@link memoryCodes}, `sqliteCodes(…)`, `redisCodes(…)`, `postgresCodes(…)`, or one of your own. */
  readonly store: CodeStore;
  /** Gives the account as it is now. `undefined`: there is none any more. What it throws is 503. */
  account(id: string): Awaitable<A | undefined>;
  /** Milliseconds that the store, or `account`, may take for one answer, 1 to 60,000; then 503. Default: 2,000. */
  readonly timeout?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
}

/** What a code is for. */
export interface NewCode {
  /** What it may be used for, such as `"reset_password"`. For nothing else. */
  readonly purpose: string;
  /** The account's id. */
  readonly subject: string;
  /** Where it is sent to. */
  readonly address: string;
  /** Seconds that it may be used for, 1 to 604,800 (7 days). */
  readonly expiresIn: number;
}

/** A code that was presented, and what it is presented for. */
export interface PresentedCode {
  readonly code: string;
  readonly purpose: string;
}

/** What a good code says. */
export interface CodeClaim<out A extends Account = Account> {
  readonly account: A;
  /** Whether it was sent to this address. */
  isFor(address: string): boolean;
}

/** Why a code is not good, for the operator. */
export type CodeProblem =
  | "malformed_code"
  | "unknown_code"
  | "wrong_code"
  | "wrong_purpose"
  | "expired_code"
  | "no_account"
  | "account_disabled"
  | "epoch_changed"
  | "used_code";
