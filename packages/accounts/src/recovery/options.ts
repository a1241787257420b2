import type { Codes } from "../codes/codes.js";
import type { Mail } from "../mail/mail.js";
import type { Outbox } from "../mail/outbox.js";
import type { Account } from "../tokens/account.js";
import type { LoginName } from "../users/login-name.js";
import type { Users } from "../users/users.js";
import type { Throttle } from "../throttle/throttle.js";

/**
 * Says that the code alone confirms an address, because nobody signs in by password here. Default: the account's password has to come with it.
 *
 * Where passwords do open accounts, it lets strangers in: one registers with somebody's address and a password of their own, the owner of the address clicks on the link, and the stranger's password opens a confirmed account.
 */
export const allowPasswordless: unique symbol = Symbol("allowPasswordless");

/** What a letter with a link is written of. */
export interface LinkLetter<out U> {
  readonly user: U;
  /** The page, with the code behind a `#`, which no browser sends and no server logs. */
  readonly link: string;
  /** Seconds for which it is good. */
  readonly expiresIn: number;
}

/** What a mail says. Its address is nobody's to choose. */
export type Letterhead = Omit<Mail, "to">;

/** What everything that mails a link needs to know. */
export interface LinkOptions<U extends Account> {
  /** Makes the codes in the links. */
  readonly codes: Codes<U>;
  readonly outbox: Outbox;
  /** Where a user gets mail: the address as your store has it, never one that was just typed in. `undefined`: none. */
  addressOf(user: U): string | undefined;
  /** The page of yours that the link leads to, over `https` (or on this machine). It reads the code behind the `#` and posts it: mail scanners follow links, so opening one does nothing. */
  readonly page: string;
}

/** What the endpoints that are asked for a link need to know besides. */
export interface RequestLinkOptions<U extends Account> extends LinkOptions<U> {
  readonly users: Pick<Users<U>, "byLogin">;
  /** What people call themselves. Default: {@link emailLogin}. */
  readonly login?: LoginName;
  /** Limits how often it may be asked for. Default: 3 by one client for one name, 10 for one name and 30 by one client in an hour. */
  readonly throttle?: Throttle;
}
