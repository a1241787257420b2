/** What hashes look like: the name of a kind, what it was made with, and the rest, parted by dollar signs. */
const form = /^\$?[\w-]{1,32}\$[\x21-\x7e]{16,}$/;
const longest = 1_024;

/**
 * Refuses what is no hash in the place of a password, so that no password is ever stored by mistake. Call it in `add` and `setPassword` of your `Users`; `null`, for a user without
 * a password, passes.
 *
 * It looks at the form only (`$2b$12$…`, `$argon2id$…`, `pbkdf2_sha256$…`): that somebody's password looks like that is for the type `HashedPassword` to prevent.
 *
 * @throws TypeError, which does not hold the text.
 */
export function requireHash(text: string | null): void {
  if (text === null || (typeof text === "string" && text.length <= longest && form.test(text))) return;
  throw new TypeError("This is no hash of a password: hash it first, with enroll() or hash() of passwords().");
}
