import { UnavailableError } from "@ampoule/core";

/** What became of a mail, for the operator. Holds no address, no code and no text. */
export interface MailEvent {
  /** `unsent`: there was nothing to send, as where an address is nobody's. `retried`: it failed, and will be tried again. `failed`: it will not. */
  readonly type: "sent" | "unsent" | "retried" | "failed";
  /** Milliseconds since 1970. */
  readonly time: number;
  /** What it was for. */
  readonly purpose: string;
  /** The name or code of what went wrong. */
  readonly code: string | undefined;
}

/** Hears of mail. What it throws is dropped. */
export type MailListener = (event: MailEvent) => void;

export function teller(listener: MailListener): (type: MailEvent["type"], purpose: string, code?: string) => void {
  return (type, purpose, code) => {
    try {
      listener(Object.freeze({ type, time: Date.now(), purpose, code }));
    } catch {
      // Whoever listens must not keep the next mail back.
    }
  };
}

/** What was thrown, below the error that says so. */
export function causeOf(fault: unknown): unknown {
  return fault instanceof UnavailableError ? (fault.cause ?? fault) : fault;
}

/** A code such as `ECONNREFUSED`, or the error's name. Messages may hold the address. */
export function codeOf(fault: unknown): string {
  const cause = causeOf(fault);
  if (!(cause instanceof Error)) return typeof cause;
  return "code" in cause && typeof cause.code === "string" && /^[A-Z_]{1,40}$/.test(cause.code) ? cause.code : cause.name;
}
