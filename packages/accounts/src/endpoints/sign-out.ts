import { endpoint, isOutcome, provider, REQUEST, type Endpoint, type ProviderValue } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import type { Cookie } from "../cookies/cookie.js";
import { ownPages, type OwnPagesOptions } from "../sign-in/own-pages.js";
import { refreshTokenIn } from "../sign-in/refresh-cookie.js";
import type { Tokens } from "../tokens/tokens.js";
import { signOutOperation } from "./descriptions.js";

/** What {@link signOutEndpoint} needs to know. */
export type SignOutEndpointOptions = { readonly tokens: Tokens<string> } & (
  | {
      /** The scheme that reads and verifies access tokens: the one of your other routes. */
      readonly accessToken: ProviderValue<AccessToken, string>;
      readonly cookie?: undefined;
    }
  | (OwnPagesOptions & { readonly cookie: Cookie })
);

/**
 * Ends a sign-in: its refresh token, and all access tokens of it. Other sign-ins of the user go on. Answers 204.
 *
 * With `accessToken`, the sign-in of the access token that it is called with. Who has an expired one is 401, and sends the refresh token to {@link revocationEndpoint} instead.
 *
 * With `cookie`, the sign-in of the refresh token in it, good or not, and nothing else is needed; the cookie is taken from the browser, with the attributes that it was set with. Requests of other sites'
 * pages are 403.
 *
 * @throws ConfigurationError on origins that are none.
 * @example
 * ```ts
 * app.all("/logout", secure(signOutEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function signOutEndpoint(options: SignOutEndpointOptions): Endpoint {
  const { cookie } = options;
  const ended = cookie === undefined ? ofToken(options) : ofCookie({ ...options, cookie });
  return endpoint(
    "POST",
    { ended },
    function signOut() {
      const response = new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
      if (cookie !== undefined) response.headers.append("Set-Cookie", cookie.clear());
      return response;
    },
    signOutOperation,
  );
}

function ofToken({ tokens, accessToken }: Extract<SignOutEndpointOptions, { cookie?: undefined }>): ProviderValue<true, string> {
  return provider({ token: accessToken }, async function signOut({ token }) {
    await tokens.signOut(token);
    return true as const;
  });
}

function ofCookie({ tokens, cookie, ...own }: Extract<SignOutEndpointOptions, { cookie: Cookie }>): ProviderValue<true> {
  return provider({ ...ownPages({ ...own, cookie }), request: REQUEST }, async function signOut({ request }) {
    const token = refreshTokenIn(request, cookie);
    if (isOutcome(token)) return token;
    if (token !== undefined) await tokens.revoke(token);
    return true as const;
  });
}
