import { endpoint, isOutcome, jsonBody, oauthError, provider, REQUEST, type Endpoint, type ProviderValue } from "@ampoule/core";
import type { Cookie } from "../cookies/cookie.js";
import type { TokenPair } from "../tokens/pair.js";
import type { Tokens } from "../tokens/tokens.js";
import { refreshOperation } from "./descriptions.js";
import { ownPages, type OwnPagesOptions } from "./own-pages.js";
import { pairResponse, refreshTokenIn } from "./refresh-cookie.js";

/** What {@link refreshEndpoint} can be told. */
export interface RefreshEndpointOptions extends OwnPagesOptions {
  readonly tokens: Tokens<string>;
}

/**
 * Exchanges a refresh token for a new pair: of the body, `{ "refresh_token" }`, or of a cookie, and back the same way.
 *
 * Answers 200 with tokens, `no-store`. Refuses every refresh token that is not good with 400 `invalid_grant`, in the same words whatever the reason. With a cookie, requests of other sites' pages are
 * 403, and a refusal leaves the cookie as it is: it may belong to another tab by now, which was quicker.
 *
 * @throws ConfigurationError on origins that are none.
 * @example
 * ```ts
 * app.all("/refresh", secure(refreshEndpoint({ tokens: auth, cookie: cookie({ name: "__Host-refresh", sameSite: "Strict" }) })));
 * ```
 */
export function refreshEndpoint(options: RefreshEndpointOptions): Endpoint {
  const { tokens, cookie } = options;
  const refreshed = cookie === undefined ? ofBody(tokens) : ofCookie(tokens, cookie, options);
  return endpoint(
    "POST",
    { refreshed },
    function refresh({ refreshed }) {
      return pairResponse(refreshed, cookie);
    },
    refreshOperation(cookie !== undefined),
  );
}

function ofBody(tokens: Tokens<string>): ProviderValue<TokenPair> {
  return provider({ body: jsonBody({ texts: ["refresh_token"] }) }, function refresh({ body }) {
    return tokens.refresh(body.text("refresh_token"));
  });
}

function ofCookie(tokens: Tokens<string>, cookie: Cookie, options: OwnPagesOptions): ProviderValue<TokenPair> {
  return provider({ ...ownPages(options), request: REQUEST }, function refresh({ request }) {
    const token = refreshTokenIn(request, cookie);
    if (isOutcome(token)) return token;
    return token === undefined ? oauthError("invalid_grant", { code: "no_refresh_cookie" }) : tokens.refresh(token);
  });
}
