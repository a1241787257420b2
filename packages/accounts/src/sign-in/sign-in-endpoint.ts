import { endpoint, isOutcome, jsonBody, provider, type Endpoint, type Rejected } from "@ampoule/core";
import type { Tokens } from "../tokens/tokens.js";
import type { Throttle } from "../throttle/throttle.js";
import { emailLogin, type LoginName } from "../users/login-name.js";
import { askingOf, type Authentication } from "./authentication.js";
import { signInByPassword } from "./by-password.js";
import { signInOperation } from "./descriptions.js";
import { limited } from "./limited.js";
import { ownPages, type OwnPagesOptions } from "./own-pages.js";
import { pairResponse, refreshTokenIn } from "./refresh-cookie.js";

/** What {@link signInEndpoint} can be told. */
export interface SignInEndpointOptions extends OwnPagesOptions {
  readonly tokens: Tokens<string>;
  /** Checks name and password. */
  readonly authenticate: Authentication;
  /** What people sign in with: `authenticate` is given its canonical form; what cannot be such a name as it is, or as U+FFFD where it is over-long. Default: {@link emailLogin}. */
  readonly login?: LoginName;
  /** Limits the guesses. Default: nothing does. */
  readonly throttle?: Throttle;
}

/**
 * Signs in by JSON: `{ "email", "password" }`, for clients of your own. {@link tokenEndpoint} is the same as a form.
 *
 * Answers 200 with tokens as RFC 6749 section 5.1 spells them, `no-store`. Refuses every name and password that is not good with 401 `invalid_credentials`, in the same words whatever the reason, and with a
 * challenge that no browser asks anybody a password for (RFC 9110 section 15.5.2); what `authenticate` rejects with `retryAfter` is 429. Both are problem documents, since this is no OAuth 2 endpoint. A body that is not exactly one `application/json` is 415, one with other members or without text in them 400.
 *
 * With a `cookie`, the refresh token goes into it; requests of other sites' pages are then 403, since one could sign somebody in as somebody else. The sign-in that a cookie brought along
 * ends: whoever put it there before has nothing of this one.
 *
 * It limits no guesses without a `throttle`, and takes as long as `authenticate`: {@link BackendAuthentication} does the same work for an unknown name as for a wrong password.
 *
 * @throws ConfigurationError on origins that are none.
 * @example
 * ```ts
 * app.all("/sign-in", secure(signInEndpoint({ tokens: auth, authenticate: DirectoryAuthentication, throttle: throttle() })));
 * ```
 */
export function signInEndpoint(options: SignInEndpointOptions): Endpoint {
  const { tokens, login = emailLogin, cookie } = options;
  const asking = askingOf(options.authenticate);
  const authenticate = limited(asking.authenticate, login, options.throttle);
  const body = jsonBody({ texts: [login.field, "password"] });
  const signedIn = provider({ ...ownPages(options), ...asking.needs, body }, async function signIn({ body }, context) {
    const former = cookie && refreshTokenIn(context.request, cookie);
    if (isOutcome(former)) return former;
    const given = { username: body.text(login.field), password: body.text("password") };
    const pair = await signInByPassword(given, {}, { tokens, authenticate }, context);
    if (isOutcome(pair)) return notSignedIn(pair);
    if (former !== undefined) await tokens.revoke(former);
    return pair;
  });
  return endpoint(
    "POST",
    { signedIn },
    function signIn({ signedIn }) {
      return pairResponse(signedIn, cookie);
    },
    signInOperation(login.field),
  );
}

/** It was not said as OAuth 2 has it, so it is not refused so: who is not who they say is 401. */
function notSignedIn(refused: Rejected): Rejected {
  return { ...refused, oauth: undefined };
}
