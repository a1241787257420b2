import { timingSafeEqual } from "node:crypto";
import { right, wrong, type HashingOptions, type PasswordCheck, type PasswordVerifier, type StoredPassword } from "../hasher.js";
import { spelled, spellingProblem } from "../spelling.js";

/** What a stored text says of how its key was derived. */
export interface Derived {
  readonly salt: Buffer;
  readonly key: Buffer;
  /** Derives a key of that length from a password. */
  derive(password: string, salt: Buffer, length: number): Promise<Buffer>;
}

/** Reads one encoding: `undefined` for anything else, and for costs above the limits. */
export type Encoding = (stored: string) => Derived | undefined;

const longest = 4_096;

/** Checks what one of several encodings reads. It makes no hashes, so whatever fits needs a rehash. */
export class DerivedVerifier implements PasswordVerifier {
  readonly #encodings: readonly Encoding[];

  constructor(encodings: readonly Encoding[]) {
    this.#encodings = encodings;
  }

  accepts(stored: string): boolean {
    return this.#read(stored) !== undefined;
  }

  async verify(password: string, stored: StoredPassword, { signal }: HashingOptions = {}): Promise<PasswordCheck> {
    signal?.throwIfAborted();
    const derived = typeof stored === "string" ? this.#read(stored) : undefined;
    if (derived === undefined) return wrong;
    const isPassword = spellingProblem(password, longest) === undefined;
    const key = await derived.derive(isPassword ? spelled(password) : "", derived.salt, derived.key.length);
    return timingSafeEqual(key, derived.key) && isPassword ? right(true) : wrong;
  }

  #read(stored: string): Derived | undefined {
    // Longer than any of them: not worth a regular expression.
    if (stored.length > 512) return undefined;
    for (const encoding of this.#encodings) {
      const derived = encoding(stored);
      if (derived !== undefined) return derived;
    }
    return undefined;
  }
}

/** Base64 as passlib writes it: without padding, and in its older formats with a dot for the plus. */
export function base64(text: string): Buffer {
  return Buffer.from(text.replaceAll(".", "+"), "base64");
}
