import { domainToASCII } from "node:url";
import { reservedNames } from "./reserved-names.js";
import { isAmong } from "./reserving.js";
import { isOfOneScript } from "./scripts.js";

/** A login name that was read. */
export interface LoginText {
  /** The one form under which it is stored, looked up and counted. */
  readonly canonical: string;
  /** As it was written, without white space around it: to be shown, and for mail. */
  readonly written: string;
}

/**
 * What people sign in with: {@link emailLogin}, {@link usernameLogin}, or one of your own.
 *
 * The same function reads it at registration, at sign-in and wherever attempts are counted, so that there is one spelling of a name and nobody can have another's.
 */
export interface LoginName {
  /** What the member of a JSON body is called: `email`. */
  readonly field: string;
  /** `undefined` for what cannot be such a name. Reading what was read gives the same. */
  read(text: string): LoginText | undefined;
  /** Whether nobody may register under a name that was read. Asked at registration alone: whoever has it signs in. Default: everybody may register under any. See {@link reserving}. */
  isReserved?(name: LoginText): boolean;
}

/** Nothing that is longer is even normalised: that takes the square of how many marks stand in a row. */
export const longestLogin = 320;
/** Characters that nobody sees, or that mean something else in another place: white space, controls, formats, what is not assigned. */
const unseen = /[\p{C}\p{Z}]/u;
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}$/u;
const domainText = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const domainPart = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const isReservedName = isAmong(reservedNames);
/** Letters and marks that are drawn as nothing, and so make a second `alice` (UTS #39 restricts them). Who has such a name keeps it. */
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const username = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u;

/** Compatible characters are one (full-width, ligatures), and so are both spellings of an accent (UAX #15, form KC). */
function compatible(text: string): string | undefined {
  if (typeof text !== "string" || text.length > longestLogin || !text.isWellFormed()) return undefined;
  const written = text.normalize("NFKC").trim();
  return unseen.test(written) ? undefined : written;
}

/** Lower case of form KC, in form KC again. */
function folded(text: string): string {
  return text.toLowerCase().normalize("NFKC");
}

/** Capitals may fold to more than one character; what is read again has to be the same. */
function stable(text: LoginText, matches: (canonical: string) => boolean): LoginText | undefined {
  return folded(text.canonical) === text.canonical && matches(text.canonical) ? text : undefined;
}

/**
 * E-mail addresses. Canonical: white space around it taken away, normal form KC, lower case (the part before the `@` too), the domain in ASCII (RFC 5890). What follows is asked of that
 * form: one `@`, letters, digits and the signs of RFC 5322's atoms before it (no quotes, no comments), 64 at most, and a domain with a dot behind it.
 *
 * Lower case is not folding: `ß` is not `ss`, `ı` is not `i`. Letters of other scripts that look alike stay different, and no name is reserved: mail that confirms an address reaches its owner alone. Dots and `+tags` mean what the provider makes of them, so
 * they stay as well.
 */
export const emailLogin: LoginName = Object.freeze({
  field: "email",
  read(text) {
    const [local = "", domain = "", ...more] = compatible(text)?.split("@") ?? [];
    // What is no letter, digit or dot could be an escape, and mean another host.
    const host = domainText.test(domain) ? domainToASCII(domain) : "";
    if (more.length > 0 || !domainPart.test(host) || /^\.|\.\.|\.$/.test(local)) return undefined;
    return stable({ canonical: `${folded(local)}@${host}`, written: `${local}@${host}` }, () => localPart.test(folded(local)));
  },
} satisfies LoginName);

/**
 * Names that people choose. Canonical: white space around it taken away, normal form KC, lower case. What follows is asked of that form: letters, digits, dots, hyphens and
 * underscores, the first a letter or a digit, 64 at most; hence never an `@`.
 *
 * Nobody registers under a name that others would take for the application or its people (`admin`, `support`, `postmaster`, also as `ad.min`), nor under one with letters or marks that nobody sees, or that mixes scripts (`раypal` with Cyrillic letters; UTS #39,
 * highly restrictive: Japanese, Chinese and Korean may have Latin among them, and scripts of limited use, such as Cherokee, are none). More names: {@link reserving}. None: `{ ...usernameLogin, isReserved: () => false }`.
 *
 * It does not tell a name all in one script from one in another that looks alike, nor `l` from `1`; nor `ı` from `i`, but in reserved names.
 */
export const usernameLogin: LoginName = Object.freeze({
  field: "username",
  read(text) {
    const written = compatible(text);
    return written === undefined ? undefined : stable({ canonical: folded(written), written }, (canonical) => username.test(canonical));
  },
  isReserved: ({ canonical }) => isReservedName(canonical) || ignorable.test(canonical) || !isOfOneScript(canonical),
} satisfies LoginName);
