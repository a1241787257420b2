import type { IssuedAccess } from "./access.js";
import { endOf } from "./family.js";
import type { Rotated } from "./rotation.js";

/** What a client gets at sign-in and at each refresh. */
export interface TokenPair<S extends string = string> extends IssuedAccess<S> {
  readonly refreshToken: string;
  /** Seconds after which the refresh token ends if it is not used. */
  readonly refreshExpiresIn: number;
  /** The name of this sign-in: `sid` in its access tokens. No secret. */
  readonly session: string;
  readonly subject: string;
}

export function pairOf(access: IssuedAccess, { token, family }: Rotated, now: number): TokenPair {
  const refreshExpiresIn = Math.floor((endOf(family) - now) / 1_000);
  return { ...access, refreshToken: token.text, refreshExpiresIn, session: family.id, subject: family.subject };
}

/**
 * The answer of a token endpoint (RFC 6749 section 5.1): JSON that nobody may keep.
 *
 * @example
 * ```ts
 * app.post("/token", secure({ pair: signIn }, ({ pair }) => tokenResponse(pair)));
 * ```
 */
export function tokenResponse(issued: IssuedAccess | TokenPair): Response {
  const { accessToken, expiresIn, scopes } = issued;
  const refresh = "refreshToken" in issued ? { refresh_token: issued.refreshToken, refresh_expires_in: issued.refreshExpiresIn } : {};
  const scope = scopes.length === 0 ? {} : { scope: scopes.join(" ") };
  const body = { access_token: accessToken, token_type: "Bearer", expires_in: expiresIn, ...refresh, ...scope };
  return Response.json(body, { headers: { "Cache-Control": "no-store", Pragma: "no-cache" } });
}
