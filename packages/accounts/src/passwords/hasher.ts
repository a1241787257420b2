declare const hashedMark: unique symbol;

/**
 * What may be stored in the place of a password. Only a {@link PasswordHasher} makes one, so that a table whose column has this type never takes the password itself.
 */
export type HashedPassword = string & { readonly [hashedMark]: true };

/** What a table holds: a hash of ours or of another system, or nothing where the account has no password. */
export type StoredPassword = string | null | undefined;

/** What every hash and check can be told. */
export interface HashingOptions {
  /** Ends the wait. A hash that runs already is not stopped: its thread is busy until it is done. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Who asks, as {@link clientAddress} tells: clients take turns where hashes wait. Default: not known. */
  readonly client?: string | undefined;
}

/** What a check by {@link Passwords} can be told. */
export interface CheckOptions extends HashingOptions {
  /** Hash also what a `cache` knows to be right: for who is refused either way, and must not learn from the time that their guess was right. Default: `false`. */
  readonly anew?: boolean;
}

/**
 * How a check ended. **The object itself is always true**: ask for `ok`.
 */
export interface PasswordCheck {
  /** Whether the password is the stored one. */
  readonly ok: boolean;
  /** Whether it should be hashed anew and stored now, while it is known. Never true without `ok`. */
  readonly needsRehash: boolean;
}

/** Checks passwords against hashes of one kind. */
export interface PasswordVerifier {
  /** Whether a text is a hash of its kind, at a cost that it is ready to pay. Cheap; never throws. */
  accepts(stored: string): boolean;
  /**
   * Checks a password. What is not accepted is never right, and so is what cannot be a password (see `passwordProblem`).
   *
   * @throws what the world does wrong, never because of the password or the hash.
   */
  verify(password: string, stored: StoredPassword, options?: HashingOptions): Promise<PasswordCheck>;
}

/**
 * Makes hashes of one kind, and checks them. {@link bcryptHasher} and {@link argon2Hasher} are two; `passwordHasherContract` is what another one has to pass.
 *
 * `verify` of a hasher does the same work whatever it is given: where the hash is not accepted, or the text cannot be a password, it checks against its decoy.
 */
export interface PasswordHasher extends PasswordVerifier {
  /** The longest password that it takes, in bytes of UTF-8. */
  readonly longest: number;
  /** A hash of its own kind and cost that no password fits. */
  readonly decoy: string;
  /** @throws PasswordError on what cannot be hashed without loss: nothing is cut or replaced. */
  hash(password: string, options?: HashingOptions): Promise<HashedPassword>;
}

/** What is not right. */
export const wrong: PasswordCheck = Object.freeze({ ok: false, needsRehash: false });

/** What is right. */
export function right(needsRehash: boolean): PasswordCheck {
  return { ok: true, needsRehash };
}
