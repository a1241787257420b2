/** Why a text cannot be a password, whatever the policy. */
export type SpellingProblem = "empty" | "ill_formed" | "nul" | "too_long";

/** Thrown where something has to be hashed that cannot be hashed without loss. Ask {@link Passwords.enroll} for a value instead. */
export class PasswordError extends Error {
  override readonly name = "PasswordError";
  readonly code: SpellingProblem;

  constructor(code: SpellingProblem) {
    super(`This text cannot be a password: ${code}.`);
    this.code = code;
  }
}

/**
 * Tells why a text cannot be hashed without loss: it is empty, holds a NUL or half a surrogate pair, or has more than `longest` bytes of UTF-8 in normal form C.
 *
 * Bcrypt itself ignores what stands behind 72 bytes, and takes every half pair for U+FFFD: two passwords would be one.
 */
export function spellingProblem(password: string, longest: number): SpellingProblem | undefined {
  if (typeof password !== "string" || !password.isWellFormed()) return "ill_formed";
  if (password === "") return "empty";
  if (password.includes("\0")) return "nul";
  return isLonger(password, longest) ? "too_long" : undefined;
}

const unsortable = /\p{M}{31}/u;

/** Normal form C makes one character of at most four, and each has a byte: megabytes are not even normalised. */
function isLonger(password: string, longest: number): boolean {
  return password.length > 4 * longest || unsortable.test(password) || Buffer.byteLength(spelled(password)) > longest;
}

/** The one spelling that is hashed: normal form C, in which keyboards write. Nothing else is changed: no trimming, no folding of case. */
export function spelled(password: string): string {
  return password.normalize("NFC");
}

/** @throws PasswordError where {@link spellingProblem} finds something. */
export function requireSpelling(password: string, longest: number): string {
  const problem = spellingProblem(password, longest);
  if (problem !== undefined) throw new PasswordError(problem);
  return spelled(password);
}
