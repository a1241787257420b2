import { bearer, provider } from "@ampoule/core";
import type { RawResponse } from "@ampoule/testing";
import {
  allowPasswordless,
  clientAddress,
  confirmResetEndpoint,
  confirmVerificationEndpoint,
  memoryCodes,
  memoryMailer,
  memoryUsers,
  outbox,
  requestResetEndpoint,
  requestVerificationEndpoint,
  signingKeys,
  singleUseCodes,
  throttle,
  throttled,
  tokenEndpoint,
  tokens,
  verifiedUser,
  memoryStore,
  type CodeStore,
  type MailEvent,
  type Mailer,
  type MemoryMailer,
  type MemoryUser,
  type MemoryUsers,
  type Passwords,
  type RefreshStore,
} from "../../src/index.js";
import { quickPasswords } from "../passwords/quick.js";
import { serve, type Served } from "./frames.js";

interface Profile {
  readonly isVerified: boolean;
}
type User = MemoryUser<Profile>;

/** What may be other than usual. */
export interface Own {
  readonly codeStore?: CodeStore;
  readonly store?: RefreshStore;
  readonly mailer?: Mailer;
  readonly users?: MemoryUsers<Profile>;
  readonly passwords?: Passwords;
  /** Asked before an address is noted as confirmed. */
  readonly verified?: () => Promise<void>;
}

/** An application that knows alice, whose password is `old password`, and who has not confirmed her address. */
export interface Recovering extends AsyncDisposable {
  readonly app: Served;
  readonly users: MemoryUsers<Profile>;
  readonly mailer: MemoryMailer;
  readonly mailEvents: MailEvent[];
  readonly alice: User;
  now: number;
  post(path: string, body: unknown, ...fields: string[]): ReturnType<Served["ask"]>;
  signIn(password: string, username?: string, ...fields: string[]): ReturnType<Served["ask"]>;
  /** Waits for the mails, and gives the code in the last one. */
  code(): Promise<string>;
  idle(): Promise<void>;
}

export const page = { verify: "https://app.example/verify", reset: "https://app.example/reset?lang=en" };

export async function recoveringOn(framework: string, own: Own = {}): Promise<Recovering> {
  const passwords = own.passwords ?? quickPasswords();
  const users = own.users ?? memoryUsers<Profile>();
  const passwordHash = await passwords.hash("old password");
  const alice = users.add({ login: "alice@example.com", writtenLogin: "Alice@example.com", passwordHash, profile: { isVerified: false } });
  if (alice === "taken") throw new Error("There is an alice.");
  users.add({ login: "sso@example.com", writtenLogin: "sso@example.com", passwordHash: null, profile: { isVerified: true } });
  const made = { now: 1_800_000_000_000 };
  const clock = () => made.now;
  const [mailer, mailEvents] = [memoryMailer(), [] as MailEvent[]];
  const box = outbox({ mailer: own.mailer ?? mailer, attempts: 1, onEvent: (event) => void mailEvents.push(event) });
  const auth = tokens({
    issuer: "https://issuer.example",
    audience: "https://api.example",
    keys: signingKeys({ environment: { SECRET_KEY: "f5GmN9rTz2Qx7LwB4kVd8sHc1YpJ6uAe" }, clock }),
    store: own.store ?? memoryStore(),
    account: (id: string) => users.byId(id),
    clock,
  });
  const guesses = throttle({ client: clientAddress({ trustedProxies: ["127.0.0.1"] }), limits: { account: { attempts: 8, seconds: 60 } } });
  const link = {
    users,
    outbox: box,
    codes: singleUseCodes({ store: own.codeStore ?? memoryCodes(), account: (id) => users.byId(id), clock }),
    addressOf: ({ login }: User) => login,
    async verified({ id }: User) {
      await own.verified?.();
      users.change(id, { isVerified: true });
    },
    // What the tests say in X-Forwarded-For.
    throttle: throttle({
      name: "mail",
      knownFor: 0,
      client: clientAddress({ trustedProxies: ["127.0.0.1"] }),
      limits: { pair: { attempts: 3, seconds: 60 } },
    }),
  };
  const authenticate = throttled(({ username, password }, { signal }) => {
    const find = (name: string) => {
      const found = users.byLogin(name.toLowerCase());
      return found && { account: found.user, passwordHash: found.passwordHash };
    };
    return passwords.authenticate<User>(find, username, password, { signal });
  }, guesses);
  const me = provider({ token: bearer(auth.verifier) }, ({ token }) => users.byId(token.sub));
  const app = await serve(framework, (secure) => ({
    "all /token": secure(tokenEndpoint({ tokens: auth, authenticate })),
    "all /verify/request": secure(requestVerificationEndpoint({ ...link, page: page.verify, isVerified: (user: User) => user.isVerified })),
    "all /verify": secure(confirmVerificationEndpoint({ ...link, passwords, guesses })),
    "all /verify-by-code": secure(confirmVerificationEndpoint({ ...link, [allowPasswordless]: true })),
    "all /reset/request": secure(requestResetEndpoint({ ...link, page: page.reset })),
    "all /reset": secure(
      confirmResetEndpoint({
        ...link,
        passwords,
        tokens: auth,
        client: guesses.client,
        words: ({ login }) => [login],
        onReset: ({ login }, { request }) => guesses.forgive(login, request),
      }),
    ),
    "get /me": secure({ me }, ({ me }) => ({ id: me.id })),
    "get /verified": secure({ me: verifiedUser(me, ({ isVerified }) => isVerified) }, ({ me }) => ({ id: me.id })),
  }));
  const form = (username: string, password: string) => new URLSearchParams({ username, password }).toString();
  return Object.assign(made, {
    app,
    users,
    mailer,
    mailEvents,
    alice,
    idle: () => box.idle(),
    post: (path: string, body: unknown, ...fields: string[]) =>
      app.ask(`POST ${path}`, ["Content-Type: application/json", ...fields], inAscii(JSON.stringify(body))),
    signIn: (password: string, username = "alice@example.com", ...fields: string[]) =>
      app.ask("POST /token", ["Content-Type: application/x-www-form-urlencoded", ...fields], form(username, password)),
    async code() {
      await box.idle();
      return /#code=([\w-]+)$/m.exec(mailer.sent.at(-1)?.text ?? "")?.[1] ?? "";
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  });
}

export const email = "alice@example.com";
export const from = (address: string): string => `X-Forwarded-For: ${address}`;
/** How every code is refused that is not good. */
export const badCode = [400, "invalid_grant"];

export const errorOf = ({ status, body }: RawResponse): unknown[] => [status, JSON.parse(body).error ?? JSON.parse(body).code];

export async function tokensOf(it: Recovering, secret: string): Promise<Record<string, string>> {
  const answer = await it.signIn(secret);
  if (answer.status !== 200) throw new Error(answer.body);
  return JSON.parse(answer.body);
}

/** The same JSON; the socket's helper sends bytes. */
function inAscii(json: string): string {
  return json.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
