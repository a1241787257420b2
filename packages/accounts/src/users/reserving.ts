import { ConfigurationError } from "@ampoule/core";
import type { LoginName, LoginText } from "./login-name.js";

/** Nobody tells `ad.min` from `admin`, sees what is drawn as nothing (variation selectors, fillers), or the second dot on the `i` that `İ` is in lower case. */
const unnoticed = /[._-]|\p{Default_Ignorable_Code_Point}|\u0307/gu;

/** Tells whether a canonical name is one of these, whatever stands between its letters. What follows an `@` has to be the same. */
export function isAmong(names: Iterable<string>): (canonical: string) => boolean {
  const known = new Set([...names].map(bare));
  return (canonical) => known.has(bare(canonical));
}

function bare(canonical: string): string {
  const end = canonical.lastIndexOf("@");
  const name = end === -1 ? canonical : canonical.slice(0, end);
  const letters = name.replace(unnoticed, "").replaceAll("ı", "i");
  return `${letters === "" ? name : letters}${end === -1 ? "" : canonical.slice(end)}`;
}

/**
 * The same login names, of which nobody registers under some: names of your company and its people, {@link roleAddresses}. Also with other dots, hyphens and underscores in them, characters that nobody sees, and `ı` or `İ` for `i`. What is reserved already stays so.
 *
 * It is asked at registration alone, which answers 422 `login_reserved`: whoever has such a name signs in as before, and `users.add` gives it to whom you want.
 *
 * It does not know names that only look like these, or contain them.
 *
 * @throws ConfigurationError on what cannot be such a login name, and so would keep nobody away.
 * @example
 * ```ts
 * const auth = accounts({ users, login: reserving(usernameLogin, ["acme", "acme-support"]), tokens });
 * ```
 */
export function reserving(login: LoginName, names: readonly string[]): LoginName {
  const isNamed = isAmong(names.map((name) => canonicalOf(login, name)));
  return Object.freeze({
    field: login.field,
    read: (text: string) => login.read(text),
    isReserved: (name: LoginText) => login.isReserved?.(name) === true || isNamed(name.canonical),
  });
}

function canonicalOf(login: LoginName, name: string): string {
  const read = login.read(name);
  if (read !== undefined) return read.canonical;
  throw new ConfigurationError(
    "invalid_option",
    `reserving(): ${JSON.stringify(name)} cannot be a login name (${login.field}), so nobody could register under it.`,
  );
}
