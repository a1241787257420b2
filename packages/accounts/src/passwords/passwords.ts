import { ConfigurationError, type Granted, type Rejected } from "@ampoule/core";
import { admit, type FindAccount, type SignInOptions } from "./authenticate.js";
import type { EnrollOptions, Enrollment } from "./enrollment.js";
import {
  wrong,
  type CheckOptions,
  type HashedPassword,
  type HashingOptions,
  type PasswordCheck,
  type PasswordHasher,
  type PasswordVerifier,
  type StoredPassword,
} from "./hasher.js";
import { hashingQueue, type HashingQueue } from "./hashing-queue.js";
import type { PasswordsOptions } from "./options.js";
import { PasswordPolicy, type PasswordProblem } from "./policy.js";
import { Remembered } from "./remembered.js";
import { requireSpelling, spellingProblem } from "./spelling.js";

/** Hashes, checks and judges passwords. Made by {@link passwords}. It is a hasher itself. */
export class Passwords implements PasswordHasher {
  readonly #hasher: PasswordHasher;
  readonly #verifiers: readonly PasswordVerifier[];
  readonly #policy: PasswordPolicy;
  readonly #queue: HashingQueue;
  readonly #remembered: Remembered | undefined;

  /** @internal */
  constructor({ hasher, verifiers = [], policy = {}, queue = hashingQueue(), cache }: PasswordsOptions) {
    this.#hasher = hasher;
    this.#verifiers = [hasher, ...verifiers];
    this.#policy = new PasswordPolicy(policy, hasher.longest);
    this.#queue = queue;
    this.#remembered = cache && new Remembered(cache);
    // A hash that has its turn would wait for another one: with every turn taken so, none would ever end.
    if (this.#waitsIn(queue)) throw new ConfigurationError("invalid_option", "passwords() inside of passwords() wants a queue of its own.");
  }

  get longest(): number {
    return this.#hasher.longest;
  }

  get decoy(): string {
    return this.#hasher.decoy;
  }

  accepts(stored: string): boolean {
    return this.#verifierOf(stored) !== undefined;
  }

  /** What the policy has against a new password, if anything. Hashes nothing. */
  problem(password: string, { words = [], signal }: EnrollOptions = {}): Promise<PasswordProblem | undefined> {
    return this.#policy.problem(password, { words, signal });
  }

  /**
   * Takes a new password: at registration, and when it is changed. Asks the policy, then hashes once.
   *
   * It stores nothing. Where the password of an account changes, end the sessions that it has.
   *
   * @throws UnavailableError when the queue is full, and what a blocklist throws.
   */
  async enroll(password: string, options: EnrollOptions = {}): Promise<Enrollment> {
    const problem = await this.problem(password, options);
    return problem === undefined ? { ok: true, hash: await this.hash(password, options) } : { ok: false, problem };
  }

  /** Hashes without asking the policy. @throws PasswordError on what cannot be hashed without loss; UnavailableError when the queue is full. */
  async hash(password: string, { signal, client }: HashingOptions = {}): Promise<HashedPassword> {
    requireSpelling(password, this.longest);
    return this.#queue.run(() => this.#hasher.hash(password), signal, client);
  }

  /**
   * Checks a password by whatever accepts the stored hash. **The answer itself is always true**: ask for `ok`.
   *
   * One check, through the queue, whatever is given: where nothing accepts the hash, or there is none, it is the hasher's decoy. A foreign hash costs what it costs. With a `cache`, a password that was
   * right for this hash a moment ago costs none; a wrong one always does.
   *
   * @throws UnavailableError when the queue is full.
   */
  async verify(password: string, stored: StoredPassword, { signal, client, anew = false }: CheckOptions = {}): Promise<PasswordCheck> {
    const verifier = typeof stored === "string" ? this.#verifierOf(stored) : undefined;
    if (verifier === undefined || typeof stored !== "string") {
      await this.#queue.run(() => this.#hasher.verify(password, this.decoy), signal, client);
      return wrong;
    }
    if (!anew && this.#remembered?.has(password, stored) === true) return { ok: true, needsRehash: false };
    const { ok, needsRehash } = await this.#queue.run(() => verifier.verify(password, stored), signal, client);
    if (ok !== true) return wrong;
    const check = { ok, needsRehash: this.#isUpgradable(password, needsRehash || verifier !== this.#hasher) };
    // A hash that is to be made anew is not right for long.
    if (!check.needsRehash) this.#remembered?.keep(password, stored);
    return check;
  }

  /**
   * Signs somebody in: finds the account and checks its password. Give the result of `basic`'s `verify`, or ask for its `kind`.
   *
   * The work is one search and one check, whether the account is unknown, disabled, locked or has no password, and whether the password is wrong or cannot be one. The codes
   * `unknown_account`, `wrong_password`, `disabled_account` and `locked_account` are for the operator's event: tell the client nothing of them. That an account is disabled or locked is found after the password was.
   * Where the hash should be another one, and `upgrade` is given, it is made and handed over; a full queue leaves that to the next time.
   *
   * It does not count failures or limit guesses, and does not bring names into one spelling: `find` does that.
   *
   * @throws UnavailableError when the queue is full, and what `find` and `upgrade` throw: a broken store is never a wrong password.
   */
  authenticate<A extends NonNullable<unknown>>(
    find: FindAccount<A>,
    username: string,
    password: string,
    options: SignInOptions<A> = {},
  ): Promise<Granted<A> | Rejected> {
    return admit(this, { find, username, password, ...options });
  }

  #waitsIn(queue: HashingQueue): boolean {
    return this.#verifiers.some((one) => one instanceof Passwords && (one.#queue === queue || one.#waitsIn(queue)));
  }

  #verifierOf(stored: string): PasswordVerifier | undefined {
    return this.#verifiers.find((one) => one.accepts(stored));
  }

  /** What the hasher cannot take stays as it is, instead of being tried at each sign-in. */
  #isUpgradable(password: string, isWanted: boolean): boolean {
    return isWanted && spellingProblem(password, this.longest) === undefined;
  }
}

/**
 * Puts together how an application keeps passwords: what hashes new ones, what checks old ones, what is asked of them, and how many are hashed at once.
 *
 * Guarantees: nothing is cut, replaced or ignored; a check does one check's work; hashes of other systems sign in and are upgraded; hashing does not starve other requests.
 *
 * @throws ConfigurationError on a policy below 8 characters, and on `passwords()` inside of `passwords()` with the same queue.
 * @example
 * ```ts
 * const accountPasswords = passwords({
 *   hasher: bcryptHasher(),
 *   verifiers: [pbkdf2Verifier(), scryptVerifier()],
 *   policy: { minLength: 12, blocklists: [blockedWords(common)] },
 * });
 * ```
 */
export function passwords(options: PasswordsOptions): Passwords {
  return new Passwords(options);
}
