import type { Context, Rejected } from "@ampoule/core";
import { jwt, type AccessToken } from "@ampoule/core/jwt";
import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from "jose";
import { generateKeyPairSync } from "node:crypto";
import {
  memoryStore,
  signingKeys,
  tokens,
  type Account,
  type IssuedAccess,
  type RefreshStore,
  type SigningKeys,
  type TokenEvent,
  type TokenPair,
  type Tokens,
  type TokensOptions,
} from "../../src/index.js";

export const issuer = "https://issuer.example";
export const audience = "https://api.example";
export const second = 1_000;
export const day = 86_400 * second;
/** When everything here begins, in milliseconds since 1970. */
export const start = 1_800_000_000_000;

interface User extends Account {
  readonly role: string;
  readonly email: string;
  readonly passwordHash: string;
}

export type Scope = "read" | "write" | "admin";

/** An issuer with a clock of its own and everything that it did. */
export interface Issuing {
  readonly auth: Tokens<Scope>;
  readonly store: RefreshStore;
  readonly keys: SigningKeys;
  readonly users: Map<string, User>;
  readonly events: TokenEvent[];
  /** Milliseconds since 1970. */
  now: number;
  /** Changes alice. */
  change(own: Partial<User>): void;
  /** What a route behind the issuer's tokens makes of one. */
  present(token: string): Promise<AccessToken | Rejected>;
}

export type Own = Partial<TokensOptions<User, Scope>>;

const alice: User = { id: "u1", role: "member", email: "alice@example.com", passwordHash: "$2b$12$hash" };

export function issuing(own: Own = {}): Issuing {
  const users = new Map([[alice.id, alice]]);
  const events: TokenEvent[] = [];
  const clock = (): number => made.now;
  const keys = own.keys ?? signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }], clock });
  const store = own.store ?? memoryStore();
  const auth = tokens<User, Scope>({
    issuer,
    audience,
    keys,
    store,
    clock,
    scopes: ["read", "write", "admin"],
    onEvent: (event) => void events.push(event),
    account: (id) => users.get(id),
    claims: ({ role }) => ({ role }),
    allows: ({ role }) => (role === "admin" ? ["read", "write", "admin"] : ["read", "write"]),
    ...own,
  });
  const made: Issuing = {
    auth,
    store,
    keys,
    users,
    events,
    now: start,
    change: (changed) => void users.set(alice.id, { ...alice, ...users.get(alice.id), ...changed }),
    present: async (token) => jwt(auth.verification).verify(token, {} as Context),
  };
  return made;
}

/** What was issued. @throws where it was refused. */
export function issued<T extends IssuedAccess>(answer: T | Rejected): T {
  if ("accessToken" in answer) return answer;
  throw new Error(`Refused: ${answer.code}`);
}

export const signedIn = async (
  to: Issuing,
  ...given: [subject?: string, asked?: Parameters<Tokens<Scope>["signIn"]>[1]]
): Promise<TokenPair<Scope>> => issued(await to.auth.signIn(given[0] ?? "u1", given[1]));

export const refreshed = async (to: Issuing, pair: TokenPair, asked?: Parameters<Tokens<Scope>["refresh"]>[1]): Promise<TokenPair<Scope>> =>
  issued(await to.auth.refresh(pair.refreshToken, asked));

/** The error and the reason of a refusal. */
export function refusalOf(answer: object): { error: string | undefined; code: string } | "granted" {
  if (!("kind" in answer)) return "granted";
  const { oauth, code } = answer as Rejected;
  return { error: oauth?.error, code };
}

export const grantRefused = (code: string) => ({ error: "invalid_grant", code });

/** Why a route refuses a token; `undefined` where it does not. */
export async function faultOf(to: Issuing, token: string): Promise<string | undefined> {
  const answer = await to.present(token);
  return "kind" in answer ? answer.code : undefined;
}

export const claimsOf = (token: string): JWTPayload => decodeJwt(token);
export const headerOf = (token: string): ProtectedHeaderParameters => decodeProtectedHeader(token);

/** The methods of a store, to be exchanged one by one. */
export function bound(store: RefreshStore): RefreshStore {
  return {
    create: (...given) => store.create(...given),
    find: (...given) => store.find(...given),
    swap: (...given) => store.swap(...given),
    list: (...given) => store.list(...given),
    end: (...given) => store.end(...given),
    endAll: (...given) => store.endAll(...given),
    deny: (...given) => store.deny(...given),
    isOver: (...given) => store.isOver(...given),
    purge: (...given) => store.purge(...given),
  };
}
