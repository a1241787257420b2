import type { Endpoint } from "@ampoule/core";
import type { Callers } from "../callers/callers.js";
import { meEndpoint } from "../callers/me-endpoint.js";
import { changePasswordEndpoint } from "../change-password/change-password-endpoint.js";
import { confirmation } from "../change-password/confirmation.js";
import { signOutEndpoint } from "../endpoints/sign-out.js";
import type { Passwords } from "../passwords/passwords.js";
import { endAllSessionsEndpoint, endOtherSessionsEndpoint, endSessionEndpoint, sessionsEndpoint } from "../sessions/session-endpoints.js";
import type { Authentication } from "../sign-in/authentication.js";
import { limitedById } from "../sign-in/limited.js";
import { refreshEndpoint } from "../sign-in/refresh-endpoint.js";
import { signInEndpoint } from "../sign-in/sign-in-endpoint.js";
import { signUpLimits } from "../sign-up/limiting.js";
import { signUpEndpoint } from "../sign-up/sign-up-endpoint.js";
import type { Throttle } from "../throttle/throttle.js";
import type { Account } from "../tokens/account.js";
import type { Tokens } from "../tokens/tokens.js";
import type { LoginName } from "../users/login-name.js";
import type { Users } from "../users/users.js";
import type { AccountsOptions } from "./options.js";

/** Where an endpoint of {@link accounts} is mounted. */
export type AccountPath =
  | "/sign-up"
  | "/sign-in"
  | "/refresh"
  | "/sign-out"
  | "/me"
  | "/change-password"
  | "/sessions"
  | "/sessions/end"
  | "/sessions/end-others"
  | "/sessions/end-all";

/** What the endpoints are made of. */
export interface Parts<U extends Account, S extends string, P> extends Callers<U, S> {
  readonly users: Users<U, P>;
  readonly passwords: Passwords;
  readonly tokens: Tokens<S>;
  readonly login: LoginName;
  readonly authentication: Authentication;
  readonly throttle: Throttle;
}

export function endpointsOf<U extends Account, S extends string, P>(
  parts: Parts<U, S, P>,
  options: AccountsOptions<U, S, P>,
): Readonly<Record<AccountPath, Endpoint>> {
  const { currentUser, accessToken, tokens, throttle, authentication } = parts;
  const { view, cookie, origins, signUpThrottle = throttle.apart("sign_up", signUpLimits) } = options;
  const pages = { ...(cookie !== undefined && { cookie }), ...(origins !== undefined && { origins }) };
  const { client } = throttle;
  const confirm = limitedById(confirmation({ ...parts, client }), throttle);
  return {
    "/sign-up": signUpEndpoint<U, P>({ ...options, ...parts, throttle: signUpThrottle }),
    "/sign-in": signInEndpoint({ ...parts, ...pages, authenticate: authentication }),
    "/refresh": refreshEndpoint({ tokens, ...pages }),
    "/sign-out": signOutEndpoint(cookie === undefined ? { tokens, accessToken } : { tokens, ...pages, cookie }),
    "/me": meEndpoint<U>({ currentUser, ...(view !== undefined && { view }) }),
    "/change-password": changePasswordEndpoint<U>({ ...parts, ...pages, client, confirm, words: (user) => textsIn(view?.(user)) }),
    "/sessions": sessionsEndpoint(parts),
    "/sessions/end": endSessionEndpoint(parts),
    "/sessions/end-others": endOtherSessionsEndpoint(parts),
    "/sessions/end-all": endAllSessionsEndpoint(parts),
  };
}

/** What a client sees of its user makes a bad password of it. */
function textsIn(shown: object | undefined): string[] {
  return Object.values(shown ?? {}).filter((value) => typeof value === "string");
}
