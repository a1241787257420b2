import { endpoint, isOutcome, oauthForm, provider, type Endpoint } from "@ampoule/core";
import type { AuthenticateUser } from "../sign-in/authenticate-user.js";
import { tokenResponse } from "../tokens/pair.js";
import type { Tokens } from "../tokens/tokens.js";
import { clientOf, type AuthenticateClient } from "./clients.js";
import { tokenOperation } from "./descriptions.js";
import { grant, tokenFields } from "./grants.js";

/** What {@link tokenEndpoint} can be told. */
export interface TokenEndpointOptions {
  readonly tokens: Tokens<string>;
  /** Checks name and password. Default: nobody signs in by password here. */
  readonly authenticate?: AuthenticateUser;
  /** Knows the programs that name themselves. Default: none but the application's own. */
  readonly clients?: AuthenticateClient;
}

/**
 * Gives tokens: for name and password, for a refresh token, and to programs that show who they are (RFC 6749 sections 4.3, 6 and 4.4). For clients of your own: OAuth 2.1 has no
 * password grant.
 *
 * Answers 200 as RFC 6749 section 5.1 says, `no-store`. Refuses with the errors of section 5.2: 400, and 401 for a program that is not who it says; `invalid_grant` for every
 * name, password and refresh token that is not good, whatever the reason. What `authenticate` rejects with `retryAfter` is 429. `grant_type` may be left out of a login.
 * Reads forms only, from the body only; a body that is no form is 400.
 *
 * It does not limit guesses, and takes as long as `authenticate`: that has to do the same work for an unknown name as for a wrong password ({@link Passwords.authenticate} does).
 *
 * @example
 * ```ts
 * const token = tokenEndpoint({ tokens: auth, authenticate: (login, { resolve }) => resolve(Accounts).authenticate(login) });
 * app.all("/token", secure(token));
 * ```
 */
export function tokenEndpoint({ tokens, authenticate, clients }: TokenEndpointOptions): Endpoint {
  const grants = { tokens, authenticate, clients };
  const issued = provider({ form: oauthForm({ fields: tokenFields }) }, async function token({ form }, context) {
    const client = await clientOf(form, clients, context);
    return isOutcome(client) ? client : grant(form, client, grants, context);
  });
  return endpoint(
    "POST",
    { issued },
    function token({ issued }) {
      return tokenResponse(issued);
    },
    tokenOperation,
  );
}
