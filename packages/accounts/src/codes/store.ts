import type { Awaitable } from "@ampoule/core";

/** What is kept of a code. It holds no code, no address, and nothing that one could be made of. */
export interface CodeRecord {
  /** The public part of the code: the same for every code of one purpose and one account. */
  readonly id: string;
  /** The SHA-256 of its secret part, in base64url. */
  readonly digest: string;
  readonly purpose: string;
  /** The account's id. */
  readonly subject: string;
  /** The SHA-256 of the address that it was sent to, in base64url. */
  readonly address: string;
  /** The account's, when it was made. */
  readonly epoch: number;
  /** When it ends by itself, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Where single-use codes are kept. `codeStoreContract` is what an implementation has to pass.
 *
 * Each method is one step that nothing comes between, also among several processes. Times are given by the caller. Whatever a method throws counts as "cannot tell", and is 503.
 */
export interface CodeStore {
  /** Keeps a record, in the place of the one of the same id: a newer code ends the one before it. */
  put(record: CodeRecord, now: number): Awaitable<void>;
  /** The record of that id, never an older one than was kept before. One that is over may still be there. */
  find(id: string): Awaitable<CodeRecord | undefined>;
  /** Deletes the record of that id, if it has that digest. `true` for one caller only, however many ask. Another digest changes nothing: whoever guesses ends nobody's code. */
  take(id: string, digest: string): Awaitable<boolean>;
  /** Deletes the record of that id. Nothing happens where there is none. */
  drop(id: string): Awaitable<void>;
  /** Deletes what ended before that time. @returns how many. A store that does so by itself gives 0. */
  purge(before: number): Awaitable<number>;
}

/** A record as text, for stores that keep text. */
export function packCode(record: CodeRecord): string {
  return JSON.stringify(record);
}

/** The record that {@link packCode} wrote. @throws SyntaxError or TypeError on any other text. */
export function unpackCode(text: string): CodeRecord {
  const record: CodeRecord | null = JSON.parse(text);
  if (typeof record?.id !== "string" || typeof record.digest !== "string" || typeof record.expiresAt !== "number") {
    throw new TypeError("This is no record of a code.");
  }
  return record;
}
