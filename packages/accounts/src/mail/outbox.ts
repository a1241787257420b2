import { ConfigurationError, UnavailableError, type Awaitable } from "@ampoule/core";
import { Patience } from "../patience.js";
import { wholeNumber } from "../whole-number.js";
import { causeOf, codeOf, teller, type MailListener } from "./events.js";
import type { Mail, Mailer } from "./mail.js";

/** What {@link outbox} needs to know. */
export interface OutboxOptions {
  readonly mailer: Mailer;
  /** Mails that wait at most, 1 to 100,000. One more is an `UnavailableError`. Default: 1,000. */
  readonly length?: number;
  /** Mails that are made and sent at once, 1 to 100. Default: 5. */
  readonly concurrency?: number;
  /** How often a mail is tried, 1 to 10, after 1, 2, 4 … seconds. What the server refuses for good is not tried again. Default: 3. */
  readonly attempts?: number;
  /** Milliseconds that one try may take, 1 to 600,000. Default: 60,000. */
  readonly timeout?: number;
  /** Told of every mail. Default: nobody. */
  readonly onEvent?: MailListener;
}

/** A mail that is still to be made. */
export interface Letter {
  /** What it is for: told to the operator. */
  readonly purpose: string;
  /** Makes it. `undefined`: there is nothing to send. */
  readonly write: () => Awaitable<Mail | undefined>;
}

/** Makes and sends mail once the request that wanted it is answered. Made by {@link outbox}. */
export class Outbox {
  readonly #options: Required<OutboxOptions>;
  readonly #patience: Patience;
  readonly #tell: ReturnType<typeof teller>;
  readonly #waiting: Letter[] = [];
  #running = 0;
  #idle = Promise.withResolvers<void>();

  /** @internal */
  constructor(options: Required<OutboxOptions>) {
    this.#options = options;
    this.#patience = new Patience(options.timeout, "mailer");
    this.#tell = teller(options.onEvent);
  }

  /**
   * Takes a letter. Nothing of it is done before the answer is on its way, so that the time of an answer does not tell whether there was anything to send.
   *
   * @throws UnavailableError where too many wait.
   */
  post(letter: Letter): void {
    if (this.#waiting.length >= this.#options.length)
      throw new UnavailableError(`${this.#waiting.length} mails wait to be sent.`, { retryAfter: 60 });
    this.#waiting.push(letter);
    setImmediate(() => this.#next());
  }

  /** The same for what is done already, and must not fail for want of a mail: where too many wait, the operator is told. */
  offer(letter: Letter): void {
    try {
      this.post(letter);
    } catch (fault) {
      this.#tell("failed", letter.purpose, codeOf(fault));
    }
  }

  /** Settles once nothing waits and nothing is being sent: before a process ends, and in tests. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running > 0) await this.#idle.promise;
  }

  #next(): void {
    const letter = this.#running < this.#options.concurrency ? this.#waiting.shift() : undefined;
    if (letter === undefined) return;
    this.#running += 1;
    void this.#carryOut(letter).finally(() => this.#done());
  }

  #done(): void {
    this.#running -= 1;
    this.#next();
    if (this.#running > 0) return;
    this.#idle.resolve();
    this.#idle = Promise.withResolvers();
  }

  async #carryOut({ purpose, write }: Letter): Promise<void> {
    try {
      const mail = await this.#tryAgain(purpose, write);
      if (mail !== undefined) await this.#tryAgain(purpose, () => this.#options.mailer.send(mail));
      this.#tell(mail === undefined ? "unsent" : "sent", purpose);
    } catch (fault) {
      this.#tell("failed", purpose, codeOf(fault));
    }
  }

  async #tryAgain<T>(purpose: string, work: () => Awaitable<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#patience.ask(work);
      } catch (fault) {
        if (attempt >= this.#options.attempts || isFinal(causeOf(fault))) throw fault;
        this.#tell("retried", purpose, codeOf(fault));
        await pause(1_000 * 2 ** (attempt - 1));
      }
    }
  }
}

/** Does not keep the process alive. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}

/** The server's answer (RFC 5321 section 4.2.1), or a mail that is none. */
function isFinal(cause: unknown): boolean {
  return cause instanceof TypeError || (cause instanceof Error && "responseCode" in cause && Number(cause.responseCode) >= 500);
}

/**
 * Sends mail after the answer: bounded, a few at a time, tried again where that may help.
 *
 * Who asks hears nothing of what becomes of it; `onEvent` does. It keeps mails in this process: those that wait when it ends are lost, and people ask again. Nothing here keeps a process alive while a mail waits for its next try.
 *
 * @throws ConfigurationError on a missing mailer, and on numbers out of range.
 * @example
 * ```ts
 * const mail = outbox({ mailer: smtpMailer({ url, from }), onEvent: ({ type, purpose, code }) => log(type, purpose, code) });
 * ```
 */
export function outbox({
  mailer,
  length = 1_000,
  concurrency = 5,
  attempts = 3,
  timeout = 60_000,
  onEvent = () => undefined,
}: OutboxOptions): Outbox {
  if (typeof mailer?.send !== "function") throw new ConfigurationError("invalid_option", "outbox() needs a mailer.");
  wholeNumber("outbox()", "length", length, [1, 100_000]);
  wholeNumber("outbox()", "concurrency", concurrency, [1, 100]);
  wholeNumber("outbox()", "number of attempts", attempts, [1, 10]);
  wholeNumber("outbox()", "timeout", timeout, [1, 600_000]);
  return new Outbox({ mailer, length, concurrency, attempts, timeout, onEvent });
}
