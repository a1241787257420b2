import { openEndpoint, type Endpoint } from "@ampoule/core";
import type { SigningKeys } from "../keys/signing-keys.js";
import { wholeNumber } from "../whole-number.js";
import { jwksOperation } from "./descriptions.js";

/** What {@link jwksEndpoint} can be told. */
export interface JwksEndpointOptions {
  readonly keys: Pick<SigningKeys, "jwks">;
  /** Seconds that verifiers and proxies may keep the answer, 0 to 86,400. A new key has to be published for that long before it signs. Default: 300. */
  readonly maxAge?: number;
}

/**
 * Publishes the public keys that tokens are signed with (RFC 7517 section 5), to everybody.
 *
 * Secrets (HS256) never appear: where nothing else signs, the list is empty.
 *
 * @throws ConfigurationError on an age that is out of range.
 * @example
 * ```ts
 * app.all("/.well-known/jwks.json", secure(jwksEndpoint({ keys })));
 * ```
 */
export function jwksEndpoint({ keys, maxAge = 300 }: JwksEndpointOptions): Endpoint {
  const age = wholeNumber("jwksEndpoint", "maxAge", maxAge, [0, 86_400]);
  const headers = { "Cache-Control": `public, max-age=${age}`, "X-Content-Type-Options": "nosniff" };
  return openEndpoint(
    "GET",
    {},
    function jwks() {
      return Response.json(keys.jwks(), { headers });
    },
    jwksOperation,
  );
}
