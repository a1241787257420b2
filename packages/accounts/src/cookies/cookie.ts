import { stringifySetCookie } from "cookie";
import { attributesOf, longest } from "./attributes.js";
import type { CookieOptions } from "./options.js";

/** A cookie whose attributes are settled. Made by {@link cookie}. */
export interface Cookie {
  /** Its whole name: what `apiKeyCookie` wants. */
  readonly name: string;
  /**
   * The text of a `Set-Cookie` field that gives it a value. Append it: other cookies may be set by the same answer.
   *
   * @param maxAge seconds that it lives, 0 to 34,560,000. Default: that of {@link cookie}.
   * @throws TypeError on a value that is empty, too long, or could end the value; RangeError on a `maxAge` that is no such number. Neither message has the value in it.
   */
  set(value: string, maxAge?: number): string;
  /** The text of a `Set-Cookie` field that takes it from the browser, with the attributes that it was set with. */
  clear(): string;
}

/** Printable ASCII without the double quote, comma, semicolon and backslash (RFC 6265 section 4.1.1): nothing is encoded, since nothing is decoded. */
const octets = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;
/** Bytes that name and value may have together (RFC 6265bis section 5.6). */
const limit = 4_096;

/**
 * Writes one cookie (RFC 6265bis). Its attributes are checked here, once.
 *
 * Guarantees: `Secure`, `HttpOnly`, `SameSite=Lax` or `Strict`, a prefix that browsers hold to (`__Host-`: this host only, every path), and nothing in a value that could become
 * an attribute. What weakens one of these looks like it: `[allowPlainHttp]`, `[allowScripts]`, `[allowCrossSite]`.
 *
 * It does not read, encrypt or sign: `apiKeyCookie` reads, and a value should be a random one that means nothing by itself. It does not know whether a domain is shared with
 * strangers (`github.io`), and it does not set `Cache-Control`: an answer that sets a cookie must not be stored, which secured routes see to and open ones do not.
 *
 * @throws ConfigurationError on an option that it does not know, and on attributes that browsers would drop or take for others.
 * @example
 * ```ts
 * const session = cookie({ name: "__Host-session", sameSite: "Strict", maxAge: 86_400 });
 * response.append("Set-Cookie", session.set(id));
 * ```
 */
export function cookie(options: CookieOptions): Cookie {
  const attributes = attributesOf(options);
  const { name } = attributes;
  const { maxAge: usual } = options;
  const write = (value: string, ages: { maxAge?: number; expires?: Date }) =>
    stringifySetCookie({ ...attributes, value, ...ages }, { encode: (text) => text });
  return Object.freeze({
    name,
    set(value: string, maxAge = usual) {
      requireValue(name, value);
      requireAge(name, maxAge);
      return write(value, maxAge === undefined ? {} : { maxAge });
    },
    // Old browsers know no Max-Age.
    clear: () => write("", { maxAge: 0, expires: new Date(0) }),
  });
}

function requireValue(name: string, value: string): void {
  if (typeof value !== "string" || !octets.test(value)) {
    throw new TypeError(
      `A value for the cookie ${name} is not text of printable ASCII without spaces, quotes, commas, semicolons and backslashes.`,
    );
  }
  if (name.length + value.length > limit) throw new TypeError(`A value for the cookie ${name} is too long: ${limit} bytes with the name.`);
}

function requireAge(name: string, maxAge: number | undefined): void {
  if (maxAge === undefined || (Number.isSafeInteger(maxAge) && maxAge >= 0 && maxAge <= longest)) return;
  throw new RangeError(`The cookie ${name} lives a whole number of seconds, 0 to ${longest}, not ${String(maxAge)}.`);
}
