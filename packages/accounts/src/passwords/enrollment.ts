import type { HashedPassword, HashingOptions } from "./hasher.js";
import type { PasswordProblem } from "./policy.js";

/** What {@link Passwords.enroll} can be told. */
export interface EnrollOptions extends HashingOptions {
  /** What belongs to this account and makes a bad password: its name, its e-mail address. Default: none. */
  readonly words?: readonly string[];
}

/** How {@link Passwords.enroll} ends. */
export type Enrollment = { readonly ok: true; readonly hash: HashedPassword } | { readonly ok: false; readonly problem: PasswordProblem };
