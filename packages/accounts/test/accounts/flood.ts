import { isOutcome } from "@ampoule/core";
import { expect } from "vitest";
import {
  clientAddress,
  hashingQueue,
  memoryUsers,
  throttle,
  tokenEndpoint,
  type MakeCounter,
  type PasswordHasher,
} from "../../src/index.js";
import { quick, quickPasswords } from "../passwords/quick.js";
import { accountsOn, another, password, type AccountsApp, type Own, type Profile } from "./accounts-app.js";

const [mallory, bob] = ["X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 198.51.100.7"];
const concurrency = 3;
const requests = 1_000;

/** Hashes that begin only when they are let, and tell in which order they did. */
function gated() {
  const hasher = quick();
  const { promise: open, resolve: release } = Promise.withResolvers<void>();
  const started: string[] = [];
  const begin = async (given: string) => (started.push(given), open);
  const gate: PasswordHasher = {
    longest: hasher.longest,
    decoy: hasher.decoy,
    accepts: (stored) => hasher.accepts(stored),
    hash: async (...given) => (await begin(given[0]), hasher.hash(...given)),
    verify: async (...given) => (await begin(given[0]), hasher.verify(...given)),
  };
  return { gate, started, release };
}

type Send = (app: AccountsApp, index: number, token: string) => ReturnType<AccountsApp["post"]>;

const form = new URLSearchParams({ username: "mallory@example.com", password }).toString();

/** What somebody may do a thousand times at once. */
const floods: Readonly<Record<string, Send>> = {
  "sign-ups": (app, index) => app.post("/sign-up", { email: `m${index}@example.com`, password }, mallory),
  "sign-ins as others": (app, index) => app.post("/sign-in", { email: `m${index}@example.com`, password }, mallory),
  "sign-ins with a password of their own": (app) => app.post("/sign-in", { email: "mallory@example.com", password }, mallory),
  "such sign-ins by form": (app) => app.served.ask("POST /token", ["Content-Type: application/x-www-form-urlencoded", mallory], form),
  "changes of their password": (app, _, token) =>
    app.post("/change-password", { current_password: password, new_password: "short" }, mallory, `Authorization: Bearer ${token}`),
};

/** What mallory brings who has signed in before. */
async function tokenOf({ auth, users }: AccountsApp): Promise<string> {
  const pair = await auth.tokens.signIn(users.byLogin("mallory@example.com")?.user.id ?? "");
  if (isOutcome(pair)) throw new Error(pair.code);
  return pair.accessToken;
}

/** One client floods an application; bob, from elsewhere, signs in all the same, after a few hashes of the other. Gives how often the flood was answered with each status. */
export async function floodedOn(
  framework: string,
  flood: string,
  counters: MakeCounter | undefined,
  own: Own = {},
): Promise<Record<string, number>> {
  const { gate, started, release } = gated();
  const users = memoryUsers<Profile>();
  for (const [email, secret] of [["bob@example.com", another] as const, ["mallory@example.com", password] as const]) {
    const passwordHash = await quickPasswords().hash(secret);
    users.add({ login: email, writtenLogin: email, passwordHash, profile: { name: undefined } });
  }
  const queue = hashingQueue({ concurrency, length: 100 });
  const told = { client: clientAddress({ trustedProxies: ["127.0.0.1"] }), ...(counters !== undefined && { counters }) };
  const usual = { users, passwords: quickPasswords({ hasher: gate, queue }), throttle: throttle(told) };
  await using app = await accountsOn(framework, { ...usual, ...own }, (secure, { tokens, authenticate }) => ({
    "all /token": secure(tokenEndpoint({ tokens, authenticate })),
  }));
  // accountsOn makes users of its own, unless it is given some.
  const token = await tokenOf({ ...app, users });
  const send = floods[flood] as Send;
  const statuses: number[] = [];
  const flooding = Array.from({ length: requests }, async (_, index) => {
    const { status } = await send(app, index, token);
    statuses.push(status);
  });
  // All that are not answered run or wait.
  await expect.poll(() => statuses.length + queue.running + queue.waiting, { timeout: 30_000 }).toBe(requests);
  const waiting = queue.waiting;
  const signIn = app.post("/sign-in", { email: "bob@example.com", password: another }, bob);
  await expect.poll(() => statuses.length + queue.running + queue.waiting, { timeout: 10_000 }).toBe(requests + 1);
  release();
  const answer = await signIn;
  await Promise.all(flooding);
  const slot = started.indexOf(another);
  expect([answer.status, slot > -1 && slot <= concurrency + 1], `after ${slot} hashes, with ${waiting} waiting`).toEqual([200, true]);
  return Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((one) => one === status).length]));
}
