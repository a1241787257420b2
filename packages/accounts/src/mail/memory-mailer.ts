import { requireMail, type Mail, type Mailer } from "./mail.js";

/** A mailer that only keeps what it is given. */
export interface MemoryMailer extends Mailer {
  /** The mails, the latest last; a hundred at most. */
  readonly sent: readonly Mail[];
}

/**
 * Keeps mails instead of sending them: for tests.
 *
 * @example
 * ```ts
 * const mailer = memoryMailer();
 * expect(mailer.sent.at(-1)?.subject).toBe("Reset your password");
 * ```
 */
export function memoryMailer(): MemoryMailer {
  const sent: Mail[] = [];
  return {
    sent,
    send(mail) {
      requireMail(mail);
      sent.push(Object.freeze({ ...mail }));
      if (sent.length > 100) sent.shift();
    },
  };
}
