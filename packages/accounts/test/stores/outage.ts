import type { Awaitable } from "@ampoule/core";
import { bearer } from "@ampoule/core";
import { fieldsOf, type RawResponse } from "@ampoule/testing";
import { generateKeyPairSync } from "node:crypto";
import { expect } from "vitest";
import { signingKeys, signOutEndpoint, tokenEndpoint, tokens, type RefreshStore } from "../../src/index.js";
import { serve, type Served } from "../http/frames.js";

/** An engine that can be taken away from its store, and given back. */
export interface Engine {
  readonly store: RefreshStore;
  /** Each way in which it may go. */
  readonly outages: readonly { readonly stop: () => Awaitable<void>; readonly start: () => Awaitable<void> }[];
}

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
const down = "503, Retry-After: 5";
const allowed = ["sign-in 200", "refresh 200", "me 200", "sign-out 204"].flatMap((kind) => [kind, `${kind.slice(0, -4)} ${down}`]);
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/** An issuer over HTTP, and a route behind its tokens that asks the store. */
function served(framework: string, store: RefreshStore): Promise<Served> {
  const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
  const base = { issuer: "i", audience: "a", keys, store, account: (id: string) => ({ id }) };
  const auth = tokens({ ...base, timeout: 1_000, lifetimes: { grace: 60 } });
  const accessToken = bearer(auth.verifier);
  return serve(framework, (secure) => ({
    "all /token": secure(tokenEndpoint({ tokens: auth, authenticate: ({ username }) => ({ id: username }) })),
    "all /logout": secure(signOutEndpoint({ tokens: auth, accessToken })),
    "get /me": secure({ me: accessToken }, ({ me }) => me.sub),
  }));
}

/** Clients that sign in, refresh, use and sign out, and remember what they were told. */
class Load {
  /** The pair that each user was given last. */
  readonly latest = new Map<string, Pair>();
  /** The pairs whose end was confirmed. */
  readonly ended: Pair[] = [];
  /** How often each request was answered in each way. */
  readonly seen = new Map<string, number>();
  readonly #app: Served;
  #isOver = false;

  constructor(app: Served) {
    this.#app = app;
  }

  async run(): Promise<void> {
    await Promise.all(users.map((user, index) => this.#use(user, index % 2 === 0)));
  }

  /** The answers that nobody may ever get. */
  get wrong(): string[] {
    return [...this.seen.keys()].filter((kind) => !allowed.includes(kind));
  }

  stop(): void {
    this.#isOver = true;
  }

  /** Waits until so many more requests of a kind were answered so. */
  async until(kind: string, more = 20): Promise<void> {
    const enough = (this.seen.get(kind) ?? 0) + more;
    for (; (this.seen.get(kind) ?? 0) < enough; await pause()) expect(this.wrong).toEqual([]);
  }

  signIn(user: string): Promise<RawResponse> {
    return this.#form("sign-in", { username: user, password: "-" });
  }

  refresh({ refresh_token }: Pair): Promise<RawResponse> {
    return this.#form("refresh", { grant_type: "refresh_token", refresh_token });
  }

  me(pair: Pair): Promise<RawResponse> {
    return this.#ask("me", "GET /me", [`Authorization: Bearer ${pair.access_token}`]);
  }

  /** Half of them stay signed in, so that there is always somebody who refreshes. */
  async #use(user: string, leaves: boolean): Promise<void> {
    for (let turn = 0; !this.#isOver; turn += 1, await pause()) {
      const known = this.latest.get(user);
      const answer = known === undefined ? await this.signIn(user) : await this.refresh(known);
      if (answer.status !== 200) continue;
      const pair: Pair = JSON.parse(answer.body);
      this.latest.set(user, pair);
      await this.me(pair);
      if (leaves && turn % 4 === 3) await this.#signOut(user, pair);
    }
  }

  /** 401: it had happened, and its answer was lost. */
  async #signOut(user: string, pair: Pair): Promise<void> {
    this.latest.delete(user);
    const { status } = await this.#ask("sign-out", "POST /logout", [`Authorization: Bearer ${pair.access_token}`]);
    if (status === 204) this.ended.push(pair);
  }

  #form(kind: string, fields: Record<string, string>): Promise<RawResponse> {
    const type = "Content-Type: application/x-www-form-urlencoded";
    return this.#ask(kind, "POST /token", [type], new URLSearchParams(fields).toString());
  }

  async #ask(kind: string, ...given: Parameters<Served["ask"]>): Promise<RawResponse> {
    const answer = await this.#app.ask(...given);
    const ending = answer.status === 503 ? `503, Retry-After: ${fieldsOf(answer, "retry-after").join()}` : answer.status;
    this.seen.set(`${kind} ${ending}`, (this.seen.get(`${kind} ${ending}`) ?? 0) + 1);
    return answer;
  }
}

/** Takes the engine away under load, in each way, and gives it back: 503 meanwhile, and afterwards everything that was confirmed. */
export async function outliveOutages(framework: string, { store, outages }: Engine): Promise<void> {
  await using app = await served(framework, store);
  const load = new Load(app);
  const running = load.run();
  await load.until("sign-out 204", 10);
  for (const { stop, start } of outages) {
    await load.until("refresh 200", 50);
    await stop();
    await load.until(`refresh ${down}`);
    await start();
  }
  await load.until("refresh 200", 50);
  load.stop();
  await running;

  expect(load.wrong).toEqual([]);
  expect(load.ended.length).toBeGreaterThanOrEqual(10);
  for (const [user, pair] of load.latest) {
    const { status, body } = await load.refresh(pair);
    expect([user, status, (await load.me(pair)).body]).toEqual([user, 200, JSON.stringify(user)]);
    expect(body).toContain("access_token");
  }
  for (const pair of load.ended) expect([(await load.refresh(pair)).status, (await load.me(pair)).status]).toEqual([400, 401]);
}
