import { ConfigurationError } from "@ampoule/core";
import { keyRing } from "@ampoule/core/jwt";
import { hkdfSync } from "node:crypto";

/**
 * Makes a secret for one purpose out of the application's one secret (HKDF-SHA256, RFC 5869): 32 bytes, the same on each start.
 *
 * Whoever learns what one purpose uses learns nothing of the others. The secret itself signs access tokens, so that other services can verify them; everything else (cookies,
 * CSRF, links in mails) takes a sub-key.
 *
 * @param purpose what it is for, such as `"csrf"`. Another text gives another key.
 * @throws ConfigurationError on a secret that is short, published or a placeholder, and on an empty purpose.
 * @example
 * ```ts
 * const csrfKey = subKey(process.env.SECRET_KEY ?? "", "csrf");
 * ```
 */
export function subKey(secret: string | Uint8Array, purpose: string): Uint8Array {
  if (typeof purpose !== "string" || purpose === "") throw new ConfigurationError("invalid_option", "subKey() needs a purpose.");
  // Looks at the secret as it does for signing.
  keyRing([{ alg: "HS256", secret }]);
  return new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), `ampoule ${purpose}`, 32));
}
