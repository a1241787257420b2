import {
  accounts,
  cookie,
  outbox,
  singleUseCodes,
  verificationSender,
  type Accounts,
  type Mailer,
  type Passwords,
  type SigningKeys,
  type Throttle,
} from "@ampoule/accounts";
import { oauth2PasswordBearer, token, type ProviderValue } from "@ampoule/core";
import type { AccessToken, Clock, JwtVerifier } from "@ampoule/core/jwt";
import type { Stores } from "./stores.js";
import { profileOf, type SqliteUsers, type User } from "./users.js";

/** What may be granted, and what it means. */
const scopes = { "items:read": "See your items", "items:write": "Add items" } as const;
export type Scope = keyof typeof scopes;

// #region scheme
/** A signed access token, and where documentation says that one gets it. Its scopes may be demanded. */
export function tokenScheme({ verify }: Pick<JwtVerifier, "verify">): ProviderValue<AccessToken, Scope> {
  return oauth2PasswordBearer({ tokenUrl: "/token", refreshUrl: "/token", scopes, verify });
}
// #endregion scheme

/** Everything about accounts and tokens: the container's name for it. */
export const AUTH = token<Accounts<User, Scope>>("Auth");

/** What accounts are made of. */
export interface AuthParts {
  readonly users: SqliteUsers;
  readonly passwords: Passwords;
  readonly stores: Stores;
  readonly keys: SigningKeys;
  readonly mailer: Mailer;
  /** Where browsers find the page: what links in mails begin with. */
  readonly address: string;
  readonly clock: Clock;
  /** Counts guesses at passwords. */
  readonly guesses: Throttle;
}

/** How links are mailed. */
export function linksOf({ users, stores, mailer, address }: AuthParts) {
  const codes = singleUseCodes({ store: stores.codes, account: (id) => users.byId(id) });
  const verified = ({ id }: User) => users.verify(id);
  const link = { users, codes, outbox: outbox({ mailer }), addressOf: ({ email }: User) => email, verified };
  return {
    verification: { ...link, page: `${address}/?verify`, isVerified: ({ isVerified }: User) => isVerified },
    reset: { ...link, page: `${address}/?reset` },
  };
}
export type Links = ReturnType<typeof linksOf>;

// #region auth
export function makeAuth({ users, passwords, stores, keys, clock, guesses }: AuthParts, { verification }: Links): Accounts<User, Scope> {
  const sendLink = verificationSender(verification);
  return accounts({
    users,
    passwords,
    cookie: cookie({ name: "__Host-refresh", sameSite: "Strict" }),
    tokens: {
      issuer: "https://example.test",
      audience: "https://example.test/api",
      keys,
      store: stores.sessions,
      scopes: Object.keys(scopes) as Scope[],
      clock,
    },
    scheme: tokenScheme,
    throttle: guesses,
    view: profileOf,
    onSignUp: (registration) => (registration.kind === "added" ? sendLink(registration.user) : undefined),
  });
}
// #endregion auth
