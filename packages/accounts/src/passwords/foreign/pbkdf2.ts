import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { wholeNumber } from "../../whole-number.js";
import type { PasswordVerifier } from "../hasher.js";
import { base64, DerivedVerifier, type Derived, type Encoding } from "./derived.js";

/** What {@link pbkdf2Verifier} can be told. */
export interface Pbkdf2VerifierOptions {
  /** The most iterations of a stored hash that are computed at all. Default: 2,000,000. */
  readonly maxIterations?: number;
}

const deriveKey = promisify(pbkdf2);
/** The start of a derived key is what a shorter one would be: so a stored key that was cut is known by its length only. */
const keyLengths = new Map([
  ["sha256", 32],
  ["sha512", 64],
]);
/** `$pbkdf2-sha256$29000$salt$key` */
const passlib = /^\$pbkdf2-(sha256|sha512)\$(\d{1,8})\$([A-Za-z0-9./]{1,128})\$([A-Za-z0-9./]{43}|[A-Za-z0-9./]{86})$/;
/** `pbkdf2_sha256$1000000$salt$key=` */
const django = /^pbkdf2_(sha256)\$(\d{1,8})\$([^$]{1,128})\$([A-Za-z0-9+/]{43}=)$/;
/** `pbkdf2:sha256:600000$salt$key` */
const werkzeug = /^pbkdf2:(sha256|sha512):(\d{1,8})\$([^$]{1,128})\$([0-9a-f]{64}|[0-9a-f]{128})$/;

type Reader = (text: string) => Buffer;

const text: Reader = (written) => Buffer.from(written, "utf8");
const hex: Reader = (written) => Buffer.from(written, "hex");

function encoding(form: RegExp, [salt, key]: readonly [Reader, Reader], most: number): Encoding {
  return (stored) => {
    const [, digest = "", iterations = "", writtenSalt = "", writtenKey = ""] = form.exec(stored) ?? [];
    const [rounds, expected] = [Number(iterations), key(writtenKey)];
    const isWhole = expected.length === keyLengths.get(digest);
    return isWhole && rounds >= 1 && rounds <= most ? derivedBy(digest, rounds, salt(writtenSalt), expected) : undefined;
  };
}

function derivedBy(digest: string, iterations: number, salt: Buffer, key: Buffer): Derived {
  return { salt, key, derive: (password, by, length) => deriveKey(password, by, iterations, length, digest) };
}

/**
 * Checks PBKDF2 hashes of passlib (`$pbkdf2-sha256$`, `$pbkdf2-sha512$`), Django (`pbkdf2_sha256$`) and Werkzeug (`pbkdf2:sha256:`), with `node:crypto`.
 *
 * It makes none: whatever fits needs a rehash. Passwords have 1 to 4,096 bytes of well-formed text without NUL, in normal form C. Hashes with more than `maxIterations` are wrong without being computed.
 *
 * @throws ConfigurationError on a limit that is no whole number.
 * @example
 * ```ts
 * const checked = passwords({ hasher: bcryptHasher(), verifiers: [pbkdf2Verifier()] });
 * ```
 */
export function pbkdf2Verifier(options: Pbkdf2VerifierOptions = {}): PasswordVerifier {
  const most = wholeNumber("pbkdf2Verifier()", "maxIterations", options.maxIterations ?? 2_000_000, [1, 99_999_999]);
  return new DerivedVerifier([
    encoding(passlib, [base64, base64], most),
    encoding(django, [text, base64], most),
    encoding(werkzeug, [text, hex], most),
  ]);
}
