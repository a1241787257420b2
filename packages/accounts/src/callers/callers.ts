import { bearer, granted, optional, provider, rejected, type ProviderValue } from "@ampoule/core";
import { jwt, type AccessToken, type JwtVerifier } from "@ampoule/core/jwt";
import { clientPrefix } from "../tokens/access.js";
import { isOfNow, stateOf, type Account } from "../tokens/account.js";
import type { Tokens } from "../tokens/tokens.js";
import { patientUsers } from "../users/patient-users.js";
import type { Users } from "../users/users.js";

/** How access tokens travel, and how documents describe it. */
export interface TokenSchemeOption<S extends string> {
  /**
   * Makes the scheme that access tokens are read by, of what verifies them. Where you have a {@link tokenEndpoint}, `oauth2PasswordBearer` says so in documents, and a documentation page signs in by it. Default:
   * `bearer`.
   */
  readonly scheme?: (verifier: JwtVerifier<S>) => ProviderValue<AccessToken, S>;
}

/** What {@link callers} needs to know. */
export interface CallersOptions<U extends Account, S extends string> extends TokenSchemeOption<S> {
  readonly tokens: Tokens<S>;
  readonly users: Users<U, never>;
}

/** Who calls, as providers. */
export interface Callers<U extends Account, S extends string> {
  /** The access token, verified, of a user or of a program. */
  readonly accessToken: ProviderValue<AccessToken, S>;
  /** The user as it is now. A program is 401. */
  readonly currentUser: ProviderValue<U, S>;
  /** The user, or `null` where nobody says who they are. A bad token is 401 all the same. */
  readonly optionalUser: ProviderValue<U | null, S>;
}

/**
 * Tells who calls, by the access tokens of `tokens` in `Authorization: Bearer`, or where your `scheme` reads them.
 *
 * Each request asks the store of tokens once and the users once, however many parameters want the token or the user. Whose sign-in has ended, who is disabled or deleted, and whose password or
 * role has changed since the token was made, is 401 in the same words, also where only the token is wanted: no route can forget to look.
 *
 * It does not ask whether somebody may do something: demand scopes of these, or narrow them.
 *
 * @example
 * ```ts
 * const { currentUser } = callers({ tokens: auth, users });
 * app.get("/me", secure({ me: currentUser }, ({ me }) => ({ name: me.name })));
 * ```
 */
export function callers<U extends Account, S extends string = never>(options: CallersOptions<U, S>): Callers<U, S> {
  const { tokens, scheme = bearer } = options;
  const users = patientUsers(options.users);
  const verifier = jwt<S>({ ...tokens.verification, revoked: (token) => tokens.isSessionOver(token) });
  const caller = provider({ token: scheme(verifier) }, async function caller({ token }) {
    if (token.sub.startsWith(clientPrefix)) return granted({ token, user: undefined });
    const user = stateOf(token.sub, await users.byId(token.sub));
    if (typeof user === "string") return rejected(user, { subject: token.sub });
    return isOfNow(token, user) ? granted({ token, user }) : rejected("former_account", { subject: token.sub });
  });
  const accessToken = provider({ caller }, function accessToken({ caller }) {
    return caller.token;
  });
  const currentUser = provider({ caller }, function currentUser({ caller }) {
    return caller.user ?? rejected("no_account", { subject: caller.token.sub });
  });
  return { accessToken, currentUser: currentUser as ProviderValue<U, S>, optionalUser: optional(currentUser as ProviderValue<U, S>) };
}
