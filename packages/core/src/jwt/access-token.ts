import type { JsonObject } from "../http/strict-json.js";

/** The claims of a token: frozen all the way down, without prototypes, so that it can be shared between requests. */
export type TokenClaims = JsonObject;

/** An access token that was verified: what its issuer says of the caller. Frozen. */
export interface AccessToken {
  /** Who said so. */
  readonly iss: string;
  /** Whom the token is about. Unique within its issuer only. */
  readonly sub: string;
  /** Whom it is for; a single one as a list too. Empty where the token names nobody, and the verifier takes such ones. */
  readonly aud: readonly string[];
  /** When it ends, in seconds since 1970. */
  readonly exp: number;
  /** When it was made, in seconds since 1970. */
  readonly iat: number | undefined;
  /** Its name: what a list of revoked tokens holds, together with the issuer. Never the text of the token, of which there may be several. */
  readonly jti: string | undefined;
  /** The client that it was given to: `client_id`, else `azp`. */
  readonly clientId: string | undefined;
  /** What it allows, each scope once. */
  readonly scopes: readonly string[];
  /** Everything that it says. Of members that are not named above, only the shape of JSON was checked. */
  readonly claims: TokenClaims;
}
