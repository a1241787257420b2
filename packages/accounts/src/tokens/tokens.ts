import type { Rejected } from "@ampoule/core";
import { jwt, type AccessToken, type JwtVerifier } from "@ampoule/core/jwt";
import type { IssuedAccess } from "./access.js";
import type { Account } from "./account.js";
import { isRevoked, isSessionOver, revoke, revokeAll, sessionOf, signOut } from "./ending.js";
import { firstParty, issueAccess, issueForClient, signIn, type SignIn } from "./granting.js";
import type { TokensOptions } from "./options.js";
import type { TokenPair } from "./pair.js";
import { refresh, type Refresh } from "./refreshing.js";
import { endSession, sessions, type Session } from "./sessions.js";
import { settingsOf, type Settings } from "./settings.js";
import type { Verification } from "./verification.js";

/** Issues, refreshes and ends tokens. Made by {@link tokens}. */
export class Tokens<S extends string = never> {
  readonly #settings: Settings;
  #verifier: JwtVerifier<S> | undefined;

  /** @internal */
  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** What verifies the access tokens made here: `bearer(auth.verifier)`. The same as `jwt(auth.verification)`, made once. */
  get verifier(): JwtVerifier<S> {
    this.#verifier ??= jwt(this.verification);
    return this.#verifier;
  }

  /** For `jwt()`: the same issuer, audience, keys, clock and scopes, with {@link Tokens.revoked} asked on each request. Leave `revoked` out for tokens that nothing ends early. */
  get verification(): Verification<S> {
    const { issuer, audience, keys, scopes, access, clock } = this.#settings;
    const revoked = (token: AccessToken): Promise<boolean> => this.revoked(token);
    return {
      issuer,
      audience,
      keys,
      algorithms: keys.algorithms,
      scopes: scopes as readonly S[],
      maxLifetime: access / 1_000,
      clock,
      revoked,
    };
  }

  /**
   * Signs in who has shown who they are, and keeps that: an access token, and a refresh token for the next one.
   *
   * It does not check a password or anything else: call it when you have. Yields `invalid_grant` where there is no such account or it is disabled, `invalid_scope` on scopes
   * that it may not have. Throws an `UnavailableError` where it cannot be kept.
   */
  signIn(subject: string, asked: SignIn<S> = {}): Promise<TokenPair<S> | Rejected> {
    return signIn(subject, asked, this.#settings) as Promise<TokenPair<S> | Rejected>;
  }

  /** An access token alone. It ends by itself, by `signOut`, by `revokeAll` (also by one up to 5 seconds before it), or with the account. Otherwise as `signIn`. */
  issue(subject: string, asked: SignIn<S> = {}): Promise<IssuedAccess<S> | Rejected> {
    return issueAccess(subject, asked, this.#settings) as Promise<IssuedAccess<S> | Rejected>;
  }

  /** An access token for a program that has shown who it is (RFC 6749 section 4.4). Its subject begins with `client:`, as no account's does. */
  issueForClient(clientId: string, asked: Omit<SignIn<S>, "clientId" | "epoch"> = {}): Promise<IssuedAccess<S> | Rejected> {
    return issueForClient(clientId, asked, this.#settings) as Promise<IssuedAccess<S> | Rejected>;
  }

  /**
   * Exchanges a refresh token for a new pair; the old one is dead then.
   *
   * Sent again within the grace window, it gives the same successor: the answer was lost, or two tabs asked at once. Sent again later, its family ends, the newest token
   * included: one of two holders has stolen it. The account is read again; claims and scopes are made anew.
   *
   * Yields `invalid_grant` for every token that is not good, whatever the reason, and `invalid_scope` on more scopes than were granted; the reason goes to `onEvent`:
   * `malformed_refresh_token`, `unknown_refresh_token`, `refresh_expired`, `refresh_reused`, `refresh_spent`, `wrong_client`, `no_account`, `account_disabled`,
   * `epoch_changed`, `scope_not_granted`. Throws an `UnavailableError` where the store or the signer does not answer; the token is good for another try.
   */
  refresh(token: string, asked: Refresh<S> = {}): Promise<TokenPair<S> | Rejected> {
    return refresh(token, asked, this.#settings) as Promise<TokenPair<S> | Rejected>;
  }

  /** Ends the sign-in of a refresh token (RFC 7009). One that is unknown, or another client's, changes nothing, and is answered alike. */
  revoke(token: string, { clientId = firstParty }: { readonly clientId?: string } = {}): Promise<void> {
    return revoke(token, clientId, this.#settings);
  }

  /** Ends the sign-in that an access token came of, so that neither it nor its refresh token holds any longer; or that token alone, where it came of none. */
  signOut(token: AccessToken): Promise<void> {
    return signOut(token, this.#settings);
  }

  /**
   * Ends every sign-in and every access token of a user; all but one with `exceptCurrent`, an access token of the one that stays.
   *
   * It holds whichever process made them, if clocks differ by 5 seconds at most. Therefore an access token that {@link Tokens.issue} makes within 5 seconds after is refused as well: sign in
   * instead, which goes by the session and by no clock.
   */
  revokeAll(subject: string, { exceptCurrent }: { readonly exceptCurrent?: AccessToken } = {}): Promise<void> {
    return revokeAll(subject, exceptCurrent && sessionOf(exceptCurrent), this.#settings);
  }

  /** The sign-ins of a user that go on, the one that was used last first; 100 at most. */
  sessions(subject: string): Promise<readonly Session[]> {
    return sessions(subject, this.#settings);
  }

  /** Ends one sign-in of a user. One that is unknown, over or another user's changes nothing, and is answered alike. */
  endSession(subject: string, id: string): Promise<void> {
    return endSession(subject, id, this.#settings);
  }

  /** Whether an access token is over: its sign-in, itself, or its account as it was. One look at the store, and one at the account. */
  revoked(token: AccessToken): Promise<boolean> {
    return isRevoked(token, this.#settings);
  }

  /** As {@link Tokens.revoked} without the account, for applications that read it anyway and compare `epoch` and `revision` themselves. One look at the store. */
  isSessionOver(token: AccessToken): Promise<boolean> {
    return isSessionOver(token, this.#settings);
  }

  /** Deletes what has ended from the store, however long it takes. @returns how many rows. */
  purge(): Promise<number> {
    return this.#settings.store.purge(this.#settings.clock());
  }
}

/**
 * Issues access tokens (RFC 9068) and refresh tokens, and ends them.
 *
 * Access tokens are signed, live 15 minutes, and say who, for whom, for which client, with which scopes, of which sign-in. Refresh tokens are 256 random bits, of which the
 * store keeps a digest; each is good once. All tokens of one sign-in are a family, and end together.
 *
 * It does not check who signs in, nor read requests: your endpoint does. Bodies and cookies are the endpoint's too.
 *
 * @throws ConfigurationError on missing issuer, audience, keys, store or account, on lifetimes out of range or in the wrong order.
 * @example
 * ```ts
 * const auth = tokens({
 *   issuer: "https://example.com", audience: "https://api.example.com", keys: signingKeys(), store: memoryStore(),
 *   account: (id) => users.byId(id),
 *   claims: ({ role }) => ({ role }),
 * });
 * const accessToken = bearer(jwt(auth.verification));
 * const pair = await auth.signIn(user.id);
 * ```
 */
export function tokens<A extends Account, const S extends string = never>(options: TokensOptions<A, S>): Tokens<S> {
  return new Tokens<S>(settingsOf(options));
}
