import { fieldsOf, type RawResponse } from "@ampoule/testing";
import { generateKeyPairSync } from "node:crypto";
import {
  accounts,
  invalidField,
  memoryStore,
  memoryUsers,
  signingKeys,
  throttle,
  type Accounts,
  type AccountsOptions,
  type MemoryUser,
  type MemoryUsers,
  type RefreshStore,
} from "../../src/index.js";
import { frameworks, serve, type Routes, type Served } from "../http/frames.js";
import { quickPasswords } from "../passwords/quick.js";

export { frameworks };

export const password = "correct horse battery";
export const another = "another good password";
export const json = "Content-Type: application/json";

const optionalName = (value: unknown) =>
  value === undefined || (typeof value === "string" && value.length <= 50)
    ? value
    : invalidField("The name is text of at most 50 characters.");
const profile = { name: optionalName };

export interface Profile {
  readonly name: string | undefined;
}
export type User = MemoryUser<Profile>;
export type Own = Partial<AccountsOptions<User, "read" | "write", Profile>>;

/** What somebody sends and gets. */
export type Members = Readonly<Record<string, unknown>>;
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** Routes besides the ready ones. */
type More = (secure: Parameters<Routes>[0], auth: AccountsApp["auth"]) => ReturnType<Routes>;

/** An application with accounts and one clock, on one framework. */
export interface AccountsApp extends AsyncDisposable {
  readonly auth: Accounts<User, "read" | "write", Profile>;
  readonly users: MemoryUsers<Profile>;
  readonly store: RefreshStore;
  readonly served: Served;
  /** Milliseconds since 1970. */
  now: number;
  post(path: string, members: object, ...fields: string[]): Promise<RawResponse>;
  get(path: string, ...fields: string[]): Promise<RawResponse>;
  signUp(email: string, own?: Members): Promise<RawResponse>;
  signIn(email: string, given?: string, ...fields: string[]): Promise<RawResponse>;
  /** @throws where it is refused. */
  tokensOf(email: string, given?: string): Promise<Tokens>;
}

/** Sockets of these tests carry one byte for each character. */
const asciiOf = (text: string) => text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Limits that no test meets but those about them. */
const generous = () => {
  const limit = { attempts: 100_000, seconds: 3_600 };
  return throttle({ limits: { pair: limit, account: limit, client: limit } });
};

export async function accountsOn(framework: string, own: Own = {}, more: More = () => ({})): Promise<AccountsApp> {
  const users = memoryUsers<Profile>();
  const store = memoryStore();
  const clock = () => made.now;
  const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }], clock });
  const issuer = {
    keys,
    issuer: "https://issuer.example",
    audience: "https://api.example",
    store,
    clock,
    scopes: ["read", "write"] as const,
  };
  const limits = own.throttle === undefined && { throttle: generous(), signUpThrottle: generous() };
  const options = { users, tokens: issuer, passwords: quickPasswords(), profile, ...limits, view: viewOf, ...own };
  const auth = accounts<User, "read" | "write", Profile>(options);
  await auth.ready();
  const served = await serve(framework, (secure) => ({
    ...Object.fromEntries(Object.entries(auth.endpoints).map(([path, ready]) => [`all ${path}`, secure(ready)])),
    "get /protected": secure({ me: auth.currentUser }, ({ me }) => ({ name: me.name })),
    "get /optional": secure({ me: auth.optionalUser }, ({ me }) => ({ me: me?.login ?? null })),
    "get /token-only": secure({ token: auth.accessToken }, ({ token }) => ({ sub: token.sub })),
    ...more(secure, auth),
  }));
  const post = (path: string, members: object, ...fields: string[]) =>
    served.ask(`POST ${path}`, [json, ...fields], asciiOf(JSON.stringify(members)));
  const made: AccountsApp = {
    auth,
    users,
    store,
    served,
    now: Date.now(),
    post,
    get: (path, ...fields) => served.ask(`GET ${path}`, fields),
    signUp: (email, more = {}) => post("/sign-up", { email, password, ...more }),
    signIn: (email, given = password, ...fields) => post("/sign-in", { email, password: given }, ...fields),
    async tokensOf(email, given) {
      const answer = await made.signIn(email, given);
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
      return JSON.parse(answer.body);
    },
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
  return made;
}

const viewOf = ({ id, login, name }: User) => ({ id, email: login, name });

/** An application where alice is registered. */
export async function withAlice(framework: string, own: Own = {}, more?: More): Promise<AccountsApp & { readonly id: string }> {
  const app = await accountsOn(framework, own, more);
  await app.signUp("alice@example.com", { name: "Alice" });
  const id = app.users.byLogin("alice@example.com")?.user.id ?? "";
  return Object.assign(app, { id });
}

export const bearer = ({ access_token }: Pick<Tokens, "access_token">) => `Authorization: Bearer ${access_token}`;
export const statusOf = async (app: AccountsApp, pair: Tokens, path = "/protected") => (await app.get(path, bearer(pair))).status;
export const refresh = (app: AccountsApp, { refresh_token }: Tokens) => app.post("/refresh", { refresh_token });
export const bodyOf = ({ status, body }: RawResponse) => [status, body === "" ? "" : JSON.parse(body)];
export const cookiesOf = (answer: RawResponse) => fieldsOf(answer, "set-cookie");
