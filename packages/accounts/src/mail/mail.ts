import type { Awaitable } from "@ampoule/core";

/** A mail to one person. */
export interface Mail {
  /** One address, without a name: `alice@example.com`. */
  readonly to: string;
  /** One line, 200 characters at most. */
  readonly subject: string;
  readonly text: string;
  /** The same as HTML. Escape what people wrote. Default: none. */
  readonly html?: string;
}

/** Sends mail: {@link smtpMailer}, {@link consoleMailer}, {@link memoryMailer}, or one of your own, which calls {@link requireMail} first. */
export interface Mailer {
  /** Settles once the mail is somebody else's to deliver. Throws where it is not. */
  send(mail: Mail): Awaitable<unknown>;
}

/** Nothing that could end a line, begin a list, or make a name or a comment of it. */
const address = /^[^\s\p{C}<>()[\]\\,;:"@]{1,64}@[^\s\p{C}<>()[\]\\,;:"@]{1,253}$/u;
const line = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;

/**
 * Refuses a mail whose address or subject could become something else on the way: more lines, more people (CWE-93).
 *
 * It does not look whether there is such an address.
 *
 * @throws TypeError, which does not hold the text.
 */
export function requireMail({ to, subject, text }: Mail): void {
  if (typeof to !== "string" || !address.test(to)) throw new TypeError("A mail goes to one address, without a name, spaces and quotes.");
  if (typeof subject !== "string" || !line.test(subject)) throw new TypeError("The subject of a mail is one line of 1 to 200 characters.");
  if (typeof text !== "string" || text === "") throw new TypeError("A mail has a text.");
}
