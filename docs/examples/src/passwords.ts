import { hash, verify } from "@node-rs/bcrypt";

/** The cost of one hash doubles with each step; 12 takes about a fifth of a second. */
export interface PasswordOptions {
  readonly cost: number;
}

/** bcrypt reads 72 bytes and ignores the rest, so longer passwords are refused instead of being cut. */
const longest = 72;

/** Hashes and checks passwords. Every check costs one hash, whether the account exists or not. */
export class Passwords {
  readonly #cost: number;
  readonly #decoy: Promise<string>;

  constructor({ cost }: PasswordOptions) {
    this.#cost = cost;
    this.#decoy = hash(crypto.randomUUID(), { cost });
  }

  /** Says what is wrong with a new password, or `undefined`. */
  problem(password: string): string | undefined {
    if (Array.from(password).length < 8) return "The password needs at least 8 characters.";
    return isHashable(password) ? undefined : "The password may have at most 72 bytes of well-formed text without NUL.";
  }

  hash(password: string): Promise<string> {
    return hash(password.normalize("NFC"), { cost: this.#cost, rejectLongPasswords: true });
  }

  /** Whether the password fits the hash; without a hash it takes the same time and is false. */
  async check(password: string, hashed: string | undefined): Promise<boolean> {
    const candidate = password.normalize("NFC");
    const fits = await verify(isHashable(candidate) ? candidate : "", hashed ?? (await this.#decoy));
    return fits && isHashable(candidate) && hashed !== undefined;
  }
}

function isHashable(password: string): boolean {
  const { length } = new TextEncoder().encode(password.normalize("NFC"));
  return length > 0 && length <= longest && password.isWellFormed() && !password.includes("\0");
}
