import { ConfigurationError } from "../contract/errors.js";
import { requireKnownOptions } from "../contract/known-options.js";
import { isToken } from "../http/headers.js";
import { constantTimeEqual } from "../secrets/constant-time.js";

/** What {@link csrfToken} needs to know. */
export interface CsrfTokenOptions {
  /** At least 32 random bytes that serve nothing else: `subKey(secret, "csrf")` of `@ampoule/accounts`. */
  readonly key: Uint8Array;
  /** The header that clients send it in. Default: `"X-CSRF-Token"`. */
  readonly header?: string;
}

/** Makes and checks tokens that belong to a session. Made by {@link csrfToken}. */
export interface CsrfToken {
  /** The header that clients send it in. */
  readonly header: string;
  /** A token for a session: another one each time, good as long as the session is. `session` is the value of the session's cookie. @throws TypeError without one. */
  issue(session: string): Promise<string>;
  /** Whether a token was issued for this session. */
  verify(token: string, session: string): Promise<boolean>;
}

const utf8 = /* @__PURE__ */ new TextEncoder();
const sha256 = { name: "HMAC", hash: "SHA-256" } as const;
const form = /^([0-9a-f]{32})\.[0-9a-f]{64}$/;

/**
 * Tokens against forged requests, for clients that neither send `Sec-Fetch-Site` nor `Origin`: 128 random bits and their HMAC-SHA256 together with the session.
 *
 * Guarantees: a token of another session, a shortened or a changed one is refused, compared in constant time; who can set a cookie for your domain cannot make one. It keeps
 * nothing, so no store is asked.
 *
 * It does not carry the token to the client: hand it out where only pages of your own can read it, such as the answer to a request for it, and never in a URL. It ends
 * with the session, not before. It does not look for weak keys beyond their length.
 *
 * @throws ConfigurationError on a short key, a header that is no token, and an option that it does not know.
 * @example
 * ```ts
 * const csrf = csrfToken({ key: subKey(process.env.SECRET_KEY ?? "", "csrf") });
 * const session = apiKeyCookie({ name: "__Host-session", csrf, verify: findSession });
 * ```
 */
export function csrfToken(options: CsrfTokenOptions): CsrfToken {
  requireKnownOptions("csrfToken()", options, ["key", "header"]);
  const { key, header = "X-CSRF-Token" } = options;
  if (!(key instanceof Uint8Array) || key.byteLength < 32)
    throw invalid('a key of at least 32 random bytes, such as subKey(secret, "csrf")');
  if (!isToken(header)) throw invalid("a header's name of letters, digits and !#$%&'*+-.^_`|~");
  const imported = crypto.subtle.importKey("raw", Uint8Array.from(key), sha256, false, ["sign"]);
  const tokenOf = async (random: string, session: string) => {
    const mac = await crypto.subtle.sign(sha256, await imported, utf8.encode(`${random}.${session}`));
    return `${random}.${hexOf(new Uint8Array(mac))}`;
  };
  return Object.freeze({
    header,
    async issue(session: string) {
      requireSession(session);
      return tokenOf(hexOf(crypto.getRandomValues(new Uint8Array(16))), session);
    },
    async verify(token: string, session: string) {
      const random = form.exec(token)?.[1];
      return random !== undefined && constantTimeEqual(token, await tokenOf(random, session));
    },
  });
}

/** Without a session, a token would be good for everybody who has none. */
function requireSession(session: string): void {
  if (typeof session === "string" && session !== "") return;
  throw new TypeError("A CSRF token is issued for a session: hand in the value of its cookie.");
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function invalid(wanted: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `csrfToken() needs ${wanted}.`);
}
