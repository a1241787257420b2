import { scrypt, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import { wholeNumber } from "../../whole-number.js";
import type { PasswordVerifier } from "../hasher.js";
import { base64, DerivedVerifier, type Derived } from "./derived.js";

/** What {@link scryptVerifier} can be told. */
export interface ScryptVerifierOptions {
  /** The most KiB of memory that a stored hash may ask for. Default: 262,144 (256 MiB). */
  readonly maxMemory?: number;
}

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
// The start of a derived key is what a shorter one would be: so a stored key that was cut is known by its length only.

/** `$scrypt$ln=16,r=8,p=1$salt$key` */
const passlib = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{1,128})\$([A-Za-z0-9+/]{43})$/;
/** `scrypt$16384$salt$8$1$key==` */
const django = /^scrypt\$(\d{1,8})\$([^$]{1,128})\$(\d{1,3})\$(\d{1,2})\$([A-Za-z0-9+/]{86}==)$/;
/** `scrypt:32768:8:1$salt$key` */
const werkzeug = /^scrypt:(\d{1,8}):(\d{1,3}):(\d{1,2})\$([^$]{1,128})\$([0-9a-f]{128})$/;

interface Numbers {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Makes something of the numbers, if they are scrypt's and within the limit of bytes. */
function within(most: number, { N, r, p }: Numbers, [salt, key]: readonly [Buffer, Buffer]): Derived | undefined {
  const isScrypt = N >= 2 && Number.isInteger(Math.log2(N)) && r >= 1 && p >= 1 && p <= 16 && N < 2 ** (16 * r);
  if (!isScrypt || 128 * N * r > most || N * r * p > 2 ** 22) return undefined;
  // OpenSSL counts some blocks more than the algorithm's own table.
  const limits = { N, r, p, maxmem: 128 * r * (N + p + 32) };
  return { salt, key, derive: (password, by, length) => deriveKey(password, by, length, limits) };
}

function ofPasslib(stored: string, most: number): Derived | undefined {
  const [, ln, r, p, salt = "", key = ""] = passlib.exec(stored) ?? [];
  return within(most, { N: 2 ** Number(ln), r: Number(r), p: Number(p) }, [base64(salt), base64(key)]);
}

function ofDjango(stored: string, most: number): Derived | undefined {
  const [, n, salt = "", r, p, key = ""] = django.exec(stored) ?? [];
  return within(most, { N: Number(n), r: Number(r), p: Number(p) }, [Buffer.from(salt), base64(key)]);
}

function ofWerkzeug(stored: string, most: number): Derived | undefined {
  const [, n, r, p, salt = "", key = ""] = werkzeug.exec(stored) ?? [];
  return within(most, { N: Number(n), r: Number(r), p: Number(p) }, [Buffer.from(salt), Buffer.from(key, "hex")]);
}

/**
 * Checks scrypt hashes of passlib (`$scrypt$ln=16,r=8,p=1$…`), Django (`scrypt$16384$…`) and Werkzeug (`scrypt:32768:8:1$…`), with `node:crypto`.
 *
 * It makes none: whatever fits needs a rehash. Passwords have 1 to 4,096 bytes of well-formed text without NUL, in normal form C. Hashes that ask for more than `maxMemory`, or for more
 * than 16 lanes, are wrong without being computed.
 *
 * @throws ConfigurationError on a limit that is no whole number.
 * @example
 * ```ts
 * const checked = passwords({ hasher: bcryptHasher(), verifiers: [scryptVerifier()] });
 * ```
 */
export function scryptVerifier(options: ScryptVerifierOptions = {}): PasswordVerifier {
  const most = 1_024 * wholeNumber("scryptVerifier()", "maxMemory", options.maxMemory ?? 262_144, [1, 4_194_304]);
  return new DerivedVerifier([ofPasslib, ofDjango, ofWerkzeug].map((read) => (stored) => read(stored, most)));
}
