import { ConfigurationError } from "@ampoule/core";
import process from "node:process";
import type { Environment } from "../environment/environment.js";
import { requireMail, type Mail, type Mailer } from "./mail.js";

/** Says that mails, and the codes in them, may be printed in production, too: whoever reads the log can use them. */
export const allowConsoleMail: unique symbol = Symbol("allowConsoleMail");

/** What {@link consoleMailer} can be told. */
export interface ConsoleMailerOptions {
  /** Where a mail is printed. Default: `console.info`. */
  readonly print?: (text: string) => void;
  /** Looked at for `NODE_ENV`. Default: `process.env`. */
  readonly environment?: Environment;
  readonly [allowConsoleMail]?: true;
}

/**
 * Prints mails instead of sending them: for development.
 *
 * Control characters are left out, so that no mail writes over the lines before it.
 *
 * @throws ConfigurationError where `NODE_ENV` is `production`, unless `[allowConsoleMail]: true` says that it may.
 * @example
 * ```ts
 * const mailer = process.env.SMTP_URL ? smtpMailer({ url: process.env.SMTP_URL, from }) : consoleMailer();
 * ```
 */
export function consoleMailer(options: ConsoleMailerOptions = {}): Mailer {
  const { print = console.info, environment = process.env } = options;
  if (environment["NODE_ENV"] === "production" && options[allowConsoleMail] !== true) {
    const mend = "hand in smtpMailer(…), or say [allowConsoleMail]: true";
    throw new ConfigurationError("invalid_option", `consoleMailer() would print codes into the log, and NODE_ENV is production: ${mend}.`);
  }
  return {
    send(mail) {
      requireMail(mail);
      print(printed(mail));
    },
  };
}

function printed({ to, subject, text }: Mail): string {
  // oxlint-disable-next-line no-control-regex -- these are what moves a terminal's cursor
  return `To: ${to}\nSubject: ${subject}\n\n${text}`.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "");
}
