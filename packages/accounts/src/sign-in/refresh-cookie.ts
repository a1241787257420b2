import { rejected, type Rejected, type RequestView } from "@ampoule/core";
import type { Cookie } from "../cookies/cookie.js";
import { tokenResponse, type TokenPair } from "../tokens/pair.js";

/** Text of a refresh token; that it is one is for `refresh` to say. */
export function refreshTokenIn(request: RequestView, { name }: Cookie): string | undefined | Rejected {
  const [token, ...more] = request.cookie(name);
  return more.length === 0 ? token : rejected("repeated_cookie", { problem: { status: 400, detail: `The cookie ${name} is repeated` } });
}

/**
 * The answer to who has tokens now. With a cookie, the refresh token is in it, for as long as it is good, and not in the body, where scripts could read it.
 */
export function pairResponse(pair: TokenPair, cookie: Cookie | undefined): Response {
  if (cookie === undefined) return tokenResponse(pair);
  const { refreshToken, refreshExpiresIn, ...access } = pair;
  const response = tokenResponse(access);
  response.headers.append("Set-Cookie", cookie.set(refreshToken, refreshExpiresIn));
  return response;
}
