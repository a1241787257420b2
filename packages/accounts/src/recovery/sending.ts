import type { Mail } from "../mail/mail.js";
import { wholeNumber } from "../whole-number.js";
import type { Account } from "../tokens/account.js";
import { linksTo } from "./link.js";
import type { Letterhead, LinkLetter, LinkOptions } from "./options.js";

/** What a link is for. */
export interface Purpose<U> {
  /** For messages about the set-up. */
  readonly owner: string;
  readonly purpose: string;
  /** Seconds for which the link is good, and the most that it may be. */
  readonly expiresIn: number;
  readonly longest: number;
  readonly letter: (letter: LinkLetter<U>) => Letterhead;
}

/** Writes the mail with a link to a user: `undefined` where there is nobody to write to. */
export type WriteLink<U> = (user: U) => Promise<Mail | undefined>;

/** @throws ConfigurationError on a page that is none, and on a time out of range. */
export function linkWriter<U extends Account>(
  options: LinkOptions<U>,
  { owner, purpose, expiresIn, longest, letter }: Purpose<U>,
): WriteLink<U> {
  const { codes } = options;
  const linkTo = linksTo(owner, options.page);
  wholeNumber(owner, "expiresIn", expiresIn, [60, longest]);
  return async (user) => {
    const to = options.addressOf(user);
    const code = to === undefined ? undefined : await codes.issue({ purpose, subject: user.id, address: to, expiresIn });
    if (to === undefined || code === undefined) return undefined;
    return { ...letter({ user, link: linkTo(code), expiresIn }), to };
  };
}
