import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import type { BasicCredentials, Context, Rejected } from "@ampoule/core";
import { Guess, type Check } from "./guess.js";
import type { Throttle } from "./throttle.js";

/** The guesses that are being checked now. */
export class Guesses {
  readonly #throttle: Throttle;
  readonly #current = new Map<string, Guess>();
  /** Of this process and no other, so that no digest of a password means anything elsewhere. */
  readonly #key = createSecretKey(randomBytes(32));

  constructor(throttle: Throttle) {
    this.#throttle = throttle;
  }

  async check<T>(credentials: BasicCredentials, { request }: Context, check: Check<T>): Promise<T | Rejected> {
    const { username, password } = credentials;
    const key = this.#digest([this.#throttle.pairOf(username, request), username, password]);
    const known = this.#current.get(key);
    const guess = known?.isOpen === true ? known : new Guess(this.#throttle.attempt(username, request));
    this.#current.set(key, guess);
    try {
      return await guess.check(check);
    } finally {
      if (!guess.isOpen && this.#current.get(key) === guess) this.#current.delete(key);
    }
  }

  #digest(parts: readonly string[]): string {
    return createHmac("sha256", this.#key).update(JSON.stringify(parts)).digest("base64url");
  }
}
