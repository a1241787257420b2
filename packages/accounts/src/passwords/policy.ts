import { ConfigurationError, type Awaitable } from "@ampoule/core";
import type { HashingOptions } from "./hasher.js";
import { spelled, spellingProblem, type SpellingProblem } from "./spelling.js";

/** Why a new password is not taken. */
export interface PasswordProblem {
  readonly code: SpellingProblem | "too_short" | "blocked";
  /** For the person who chose it. Never holds the password. */
  readonly message: string;
}

/** What a {@link Blocklist} may look at besides the password. */
export interface BlocklistContext extends HashingOptions {
  /** What belongs to this account (its name, its e-mail address) and makes a bad password. */
  readonly words: readonly string[];
}

/**
 * Tells whether a password is too well known: in a list, in a service of breached passwords. Called with normal form C, only for a password that is otherwise good. What it throws is
 * thrown on, so an unreachable service is 503 and no password is taken; catch it there if you would rather let one through.
 */
export type Blocklist = (password: string, context: BlocklistContext) => Awaitable<boolean>;

/** What {@link PasswordPolicy} asks of a new password. There are no rules about which characters: they make passwords worse. */
export interface PasswordPolicyOptions {
  /** Characters, counted as code points of normal form C. At least 8; 15 is better. Default: 8. */
  readonly minLength?: number;
  /** Asked one after another. Default: none, so list at least the most common ones. */
  readonly blocklists?: readonly Blocklist[];
}

/** Decides over new passwords. Existing ones are never measured by it. */
export class PasswordPolicy {
  readonly #minLength: number;
  readonly #blocklists: readonly Blocklist[];
  readonly #longest: number;

  /** @param longest what the hasher takes, in bytes. */
  constructor({ minLength = 8, blocklists = [] }: PasswordPolicyOptions, longest: number) {
    // 64 characters must be allowed, and what is asked for must be possible.
    if (!(Number.isSafeInteger(minLength) && minLength >= 8 && minLength <= 64)) {
      throw new ConfigurationError("invalid_option", `A password policy needs a whole minLength from 8 to 64, not ${String(minLength)}.`);
    }
    this.#minLength = minLength;
    this.#blocklists = [...blocklists];
    this.#longest = longest;
  }

  /** What is wrong with a new password, if anything. */
  async problem(password: string, context: BlocklistContext): Promise<PasswordProblem | undefined> {
    const spelling = spellingProblem(password, this.#longest);
    if (spelling !== undefined) return this.#told(spelling);
    const text = spelled(password);
    if (Array.from(text).length < this.#minLength) return this.#told("too_short");
    for (const isBlocked of this.#blocklists) if (await isBlocked(text, context)) return this.#told("blocked");
    return undefined;
  }

  #told(code: PasswordProblem["code"]): PasswordProblem {
    return { code, message: this.#message(code) };
  }

  #message(code: PasswordProblem["code"]): string {
    switch (code) {
      case "empty":
      case "too_short":
        return `A password has at least ${this.#minLength} characters.`;
      case "too_long":
        return `A password has at most ${this.#longest} bytes: plain letters have one each, others up to four.`;
      case "nul":
      case "ill_formed":
        return "This password has a character that cannot be stored.";
      case "blocked":
        return "This password is too well known, or too close to your name: choose another.";
    }
  }
}

/**
 * Makes a {@link Blocklist} of words: a password that is one of them, or one of the account's own words, is blocked, in capitals or not.
 *
 * No list is shipped. Take the 3,000 most common that are as long as your policy wants, and the names of your own products.
 *
 * @example
 * ```ts
 * const known = blockedWords(readFileSync("common-passwords.txt", "utf8").split("\n"));
 * ```
 */
export function blockedWords(words: Iterable<string>): Blocklist {
  const folded = new Set(Array.from(words, (word) => fold(word.trim())));
  return (password, context) => folded.has(fold(password)) || context.words.map(fold).includes(fold(password));
}

const fold = (word: string): string => spelled(word).toLowerCase();
