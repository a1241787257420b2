import { endpoint, type Endpoint, type ProviderValue } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import type { Tokens } from "../tokens/tokens.js";
import { signOutOperation } from "./descriptions.js";

/** What {@link signOutEndpoint} needs to know. */
export interface SignOutEndpointOptions {
  readonly tokens: Tokens<string>;
  /** The scheme that reads and verifies access tokens: the one of your other routes. */
  readonly accessToken: ProviderValue<AccessToken, string>;
}

/**
 * Ends the sign-in of the access token that it is called with: that token, its refresh token and all others of it. Answers 204.
 *
 * Who has an expired access token is 401, and sends the refresh token to {@link revocationEndpoint} instead. Other sign-ins of the user go on.
 *
 * @example
 * ```ts
 * app.all("/logout", secure(signOutEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function signOutEndpoint({ tokens, accessToken }: SignOutEndpointOptions): Endpoint {
  return endpoint(
    "POST",
    { token: accessToken },
    async function signOut({ token }) {
      await tokens.signOut(token);
      return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
    },
    signOutOperation,
  );
}
