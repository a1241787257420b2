import type { PasswordHasher, PasswordVerifier } from "./hasher.js";
import type { HashingQueue } from "./hashing-queue.js";
import type { PasswordPolicyOptions } from "./policy.js";
import type { PasswordCacheOptions } from "./remembered.js";

/** What `passwords` can be told. */
export interface PasswordsOptions {
  /** Makes every new hash. */
  readonly hasher: PasswordHasher;
  /** Check hashes that the hasher does not accept: of another system, or of before. Asked in order. Default: none. */
  readonly verifiers?: readonly PasswordVerifier[];
  /** What is asked of a new password. Default: 8 characters, no list. */
  readonly policy?: PasswordPolicyOptions;
  /** The gate before hashing. Hand the same one to all that hash in this process. Default: one of its own. */
  readonly queue?: HashingQueue;
  /**
   * Knows a password that was right a moment ago again without hashing it, so that Basic costs no hash on each request. Kept are digests under a key of this process, never
   * a password, and only for the stored hash that it was right for: another password, or none, is another hash, and is looked at at once. Who can read this process's memory can
   * guess at the passwords in it faster than at hashes. Default: every check hashes.
   */
  readonly cache?: PasswordCacheOptions;
}
