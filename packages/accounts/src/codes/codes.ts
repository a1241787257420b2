import { ConfigurationError } from "@ampoule/core";
import type { Clock } from "@ampoule/core/jwt";
import { timingSafeEqual } from "node:crypto";
import { Patience } from "../patience.js";
import type { Account } from "../tokens/account.js";
import { wholeNumber } from "../whole-number.js";
import { digestOf, idOf, makeCode, readCode, type CodeText } from "./code-text.js";
import type { CodeClaim, CodeProblem, CodesOptions, NewCode, PresentedCode } from "./options.js";
import type { CodeRecord, CodeStore } from "./store.js";

/** Makes codes that are good once, and takes them. Made by {@link singleUseCodes}. */
export class Codes<out A extends Account = Account> {
  readonly #store: CodeStore;
  readonly #patience: Patience;
  readonly #account: CodesOptions<A>["account"];
  readonly #clock: Clock;

  /** @internal */
  constructor(options: CodesOptions<A>) {
    const { store, timeout = 2_000, clock = Date.now } = options;
    if (typeof store?.take !== "function" || typeof options.account !== "function") {
      throw new ConfigurationError("invalid_option", "singleUseCodes() needs a store, and account(id).");
    }
    this.#store = store;
    this.#patience = new Patience(wholeNumber("singleUseCodes()", "timeout", timeout, [1, 60_000]), "store of codes");
    const accounts = new Patience(timeout, "store of accounts");
    this.#account = (id) => accounts.ask(() => options.account(id));
    this.#clock = () => Math.floor(clock());
  }

  /**
   * Makes a code, and ends the one of the same purpose that the account had before. The answer holds it for the only time. `undefined` where there is no such account, or it is disabled.
   *
   * @throws UnavailableError where it cannot be kept; ConfigurationError on a time out of range.
   */
  async issue({ purpose, subject, address, expiresIn }: NewCode): Promise<string | undefined> {
    const now = this.#clock();
    const expiresAt = now + 1_000 * wholeNumber("A single-use code", "number of seconds", expiresIn, [1, 604_800]);
    const account = await this.#account(subject);
    if (account === undefined || account.isDisabled === true) return undefined;
    const { id, code, digest } = makeCode(idOf(purpose, subject));
    const record = { id, digest, purpose, subject, address: digestOf(address), epoch: account.epoch ?? 0, expiresAt };
    await this.#patience.ask(() => this.#store.put(record, now));
    return code;
  }

  /** Looks whether a code is good, and leaves it so. Or says, for the operator, why it is not. @throws UnavailableError where it cannot tell. */
  async look({ code, purpose }: PresentedCode): Promise<CodeClaim<A> | CodeProblem> {
    const text = readCode(code);
    if (text === undefined) return "malformed_code";
    const record = await this.#patience.ask(() => this.#store.find(text.id));
    const problem = problemOf(record, text, purpose, this.#clock());
    return record === undefined || problem !== undefined
      ? (problem ?? "unknown_code")
      : claimOf(record, await this.#account(record.subject));
  }

  /** Looks whether a code is good, and ends it: of all who bring it, one is told that it is. @throws UnavailableError where it cannot tell. */
  async take(presented: PresentedCode): Promise<CodeClaim<A> | CodeProblem> {
    const claim = await this.look(presented);
    if (typeof claim === "string") return claim;
    return (await this.end(presented.code)) ? claim : "used_code";
  }

  /**
   * Ends a code that was looked at, once what it is for is done: of all who bring it, one is told that it did. Where doing it fails, or this, the code is still good; so do what may be done twice, or what only one of two can do.
   *
   * @throws UnavailableError where it cannot tell.
   */
  async end(code: string): Promise<boolean> {
    const text = readCode(code);
    return text !== undefined && (await this.#patience.ask(() => this.#store.take(text.id, text.digest)));
  }

  /** Ends the code that an account has for a purpose, if it has one. */
  async drop(purpose: string, subject: string): Promise<void> {
    await this.#patience.ask(() => this.#store.drop(idOf(purpose, subject)));
  }

  /** Deletes what is over. @returns how many rows. */
  purge(): Promise<number> {
    return this.#patience.ask(() => this.#store.purge(this.#clock()));
  }
}

function problemOf(record: CodeRecord | undefined, text: CodeText, purpose: string, now: number): CodeProblem | undefined {
  if (record === undefined) return "unknown_code";
  if (!isSame(record.digest, text.digest)) return "wrong_code";
  if (record.purpose !== purpose) return "wrong_purpose";
  return now < record.expiresAt ? undefined : "expired_code";
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A code lives as long as its account is what it was: another password ends it. */
function claimOf<A extends Account>({ epoch, address }: CodeRecord, account: A | undefined): CodeClaim<A> | CodeProblem {
  if (account === undefined) return "no_account";
  if (account.isDisabled === true) return "account_disabled";
  if ((account.epoch ?? 0) !== epoch) return "epoch_changed";
  return { account, isFor: (asked) => isSame(address, digestOf(asked)) };
}

/**
 * Codes that are good once: what goes into links in mails.
 *
 * A code is 256 random bits behind a public part that finds its row; the store keeps a digest. It is good for one purpose, one account, one address, until it expires, is taken, or a newer one of the same purpose is made; and no longer than the account's
 * `epoch` stays what it was, so that another password ends it.
 *
 * It does not send codes, and does not limit how often they are asked for or guessed: at 256 bits nobody guesses.
 *
 * @throws ConfigurationError on a missing store or account, and on a time-out out of range.
 * @example
 * ```ts
 * const codes = singleUseCodes({ store: memoryCodes(), account: (id) => users.byId(id) });
 * const code = await codes.issue({ purpose: "invitation", subject: user.id, address: user.email, expiresIn: 86_400 });
 * ```
 */
export function singleUseCodes<A extends Account>(options: CodesOptions<A>): Codes<A> {
  return new Codes(options);
}
