import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { wholeNumber } from "../whole-number.js";

/** How long, and how many, passwords that were right are known again without being hashed. */
export interface PasswordCacheOptions {
  /** Seconds after the check, from 1 to 300. Being asked again makes it no longer. Default: 60. */
  readonly expiresIn?: number;
  /** Passwords at most, from 1 to 100,000; beyond, the eldest goes. Default: 1,000. */
  readonly size?: number;
}

/**
 * Passwords that were right a moment ago, each together with the stored hash that it was right for, by a digest under a key that this process made for itself.
 *
 * It knows nothing of accounts: where the stored hash is another one, as after a change of the password, nothing is found.
 */
export class Remembered {
  /** Bytes alone would cost Node two errors each time, which it throws and catches before it takes them. */
  readonly #key = createSecretKey(randomBytes(32));
  readonly #ends = new Map<string, number>();
  readonly #life: number;
  readonly #size: number;

  constructor({ expiresIn = 60, size = 1_000 }: PasswordCacheOptions) {
    this.#life = wholeNumber("passwords()", "cache.expiresIn", expiresIn, [1, 300]) * 1_000;
    this.#size = wholeNumber("passwords()", "cache.size", size, [1, 100_000]);
  }

  has(password: string, stored: string): boolean {
    const digest = this.#digest(password, stored);
    const end = this.#ends.get(digest);
    if (end !== undefined && performance.now() < end) return true;
    this.#ends.delete(digest);
    return false;
  }

  keep(password: string, stored: string): void {
    this.#makeRoom();
    this.#ends.set(this.#digest(password, stored), performance.now() + this.#life);
  }

  /** All live equally long, so that the first are over before the others. */
  #makeRoom(): void {
    const now = performance.now();
    for (const [digest, end] of this.#ends) {
      if (this.#ends.size < this.#size && now < end) return;
      this.#ends.delete(digest);
    }
  }

  /** The length says where the one ends and the other begins. In UTF-8, every half of a surrogate pair would be U+FFFD, and two passwords one. */
  #digest(password: string, stored: string): string {
    return createHmac("sha256", this.#key).update(`${stored.length} ${stored}${password}`, "utf16le").digest("base64url");
  }
}
