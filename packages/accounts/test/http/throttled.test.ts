import { basic, rejected, UnavailableError, type BasicCredentials } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientAddress, throttle, throttled, tokenEndpoint, type ThrottleOptions } from "../../src/index.js";
import { issuing } from "../tokens/issuing.js";
import { frameworks, serve, visible, type Served } from "./frames.js";
import { urlencoded } from "./issuing-app.js";

afterEach(() => void vi.useRealTimers());

interface Guarded extends AsyncDisposable {
  readonly app: Served;
  /** How often a password was looked at. */
  readonly looked: () => number;
  fail: (error: Error | undefined) => void;
  signIn(username: string, password: string, ...fields: string[]): ReturnType<Served["ask"]>;
  byBasic(username: string, password: string, ...fields: string[]): ReturnType<Served["ask"]>;
}

/** Two doors with one lock: alice's password is `secret`, disabled's too. */
async function guarded(framework: string, options: ThrottleOptions = {}): Promise<Guarded> {
  let [looked, fault]: [number, Error | undefined] = [0, undefined];
  const signIn = throttled(
    async ({ username, password }: BasicCredentials) => {
      looked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (fault !== undefined) throw fault;
      if (username === "disabled" && password === "secret") return rejected("disabled_account", { subject: username });
      return username.toLowerCase() === "alice" && password === "secret" && { id: "u1" };
    },
    throttle({ client: clientAddress({ trustedProxies: ["127.0.0.1"] }), ...options }),
  );
  const user = basic({ verify: signIn });
  const app = await serve(framework, (secure) => ({
    "all /token": secure(tokenEndpoint({ tokens: issuing().auth, authenticate: signIn })),
    "get /me": secure({ user }, ({ user }) => user.id),
  }));
  return {
    app,
    looked: () => looked,
    fail: (error) => (fault = error),
    signIn: (username, password, ...fields) =>
      app.ask("POST /token", [urlencoded, ...fields], new URLSearchParams({ username, password }).toString()),
    byBasic: (username, password, ...fields) =>
      app.ask("GET /me", [`Authorization: Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`, ...fields]),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

const from = (address: string) => `X-Forwarded-For: ${address}`;
const wait = expect.stringMatching(/^(?:8[89]\d|900)$/);

describe.each(frameworks)("throttled sign-in on %s", (framework) => {
  test("J1 J3 S-238 after five failures 429 with Retry-After, at every door, in every spelling, before any password is looked at", async () => {
    await using it = await guarded(framework);
    for (const name of ["alice", "ALICE", " alice"]) expect((await it.signIn(name, "wrong")).status).toBe(400);
    for (const name of ["Alice", "ａｌｉｃｅ"]) expect((await it.byBasic(name, "wrong")).status).toBe(401);
    const form = await it.signIn("alice", "secret");
    expect([form.status, JSON.parse(form.body), fieldsOf(form, "retry-after")]).toEqual([429, { error: "slow_down" }, [wait]]);
    const header = await it.byBasic("alice", "secret");
    expect([header.status, JSON.parse(header.body).code, fieldsOf(header, "retry-after")]).toEqual([429, "too_many_requests", [wait]]);
    expect(fieldsOf(header, "www-authenticate")).toEqual([]);
    expect(it.looked()).toBe(5);
    expect(
      it.app.events.slice(-2).map(({ type, code, subject }) => [type, code, subject]),
      "S-315",
    ).toEqual(Array(2).fill(["throttled", "too_many_pair", "alice"]));
    expect((await it.signIn("alice", "secret", from("192.0.2.1"))).status, "another client").toBe(200);
    expect((await it.signIn("bob", "wrong")).status, "another account").toBe(400);
  });

  test("S-232 E1 a name that exists, one that does not and a disabled one are refused at the same count with the same bytes", async () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    await using it = await guarded(framework);
    const seen = [];
    for (const name of ["alice", "nobody", "disabled"]) {
      const answers = [];
      for (let count = 0; count < 7; count += 1) answers.push(visible(await it.signIn(name, name === "disabled" ? "secret" : "wrong")));
      seen.push(JSON.stringify(answers));
    }
    expect(new Set(seen).size).toBe(1);
  });

  test("S-238 X-Forwarded-For of a stranger changes nothing, and gives nobody new guesses", async () => {
    await using it = await guarded(framework, { client: clientAddress() });
    const answers = [];
    for (let count = 0; count < 8; count += 1)
      answers.push((await it.signIn("alice", "wrong", from(`192.0.2.${count}`), `Forwarded: for=192.0.2.${count}`)).status);
    expect(answers).toEqual([400, 400, 400, 400, 400, 429, 429, 429]);
  });

  test("S-238 CVE-2026-45364 one /64 is one client, however its addresses are written", async () => {
    await using it = await guarded(framework);
    const answers = [];
    for (const address of ["2001:db8::1", "2001:DB8::2", "2001:db8:0:0:ffff::", "[2001:db8::4]:99", "2001:0db8::5", "2001:db8::6"])
      answers.push((await it.signIn("alice", "wrong", from(address))).status);
    expect(answers).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await it.signIn("alice", "wrong", from("2001:db8:0:1::"))).status).toBe(400);
  });

  test("S-239 a store of accounts that is down is 503, and nobody's failure", async () => {
    await using it = await guarded(framework);
    it.fail(new UnavailableError("down"));
    for (let count = 0; count < 20; count += 1) expect((await it.signIn("alice", "secret")).status).toBe(503);
    it.fail(undefined);
    for (let count = 0; count < 5; count += 1) expect((await it.signIn("alice", "wrong")).status).toBe(400);
    expect((await it.signIn("alice", "secret")).status).toBe(429);
  });

  test("S-238 100 parallel guesses: five are looked at, and the right one among the rest opens nothing", async () => {
    await using it = await guarded(framework);
    const guesses = Array.from({ length: 100 }, (_, index) => it.signIn("alice", index === 50 ? "secret" : `guess ${index}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(it.looked()).toBe(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(95);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  test("the same password many times at once is one guess: a page's requests all get in, and the wrong one is counted as often as it came", async () => {
    await using it = await guarded(framework);
    const right = await Promise.all(Array.from({ length: 30 }, () => it.byBasic("alice", "secret")));
    expect(right.every(({ status }) => status === 200)).toBe(true);
    await Promise.all(Array.from({ length: 30 }, () => it.byBasic("alice", "wrong")));
    expect((await it.byBasic("alice", "secret")).status).toBe(429);
  });

  test("a success forgets what this client failed there, and nothing else", async () => {
    await using it = await guarded(framework, { limits: { client: { attempts: 12, seconds: 60 } } });
    const answers = [];
    for (let round = 0; round < 5; round += 1) {
      for (let count = 0; count < 4; count += 1) answers.push((await it.signIn("alice", "wrong")).status);
      answers.push((await it.signIn("alice", "secret")).status);
    }
    const failing = [400, 400, 400, 400];
    expect(answers).toEqual([...failing, 200, ...failing, 200, ...failing, 429, ...Array(10).fill(429)]);
    expect(it.app.events.at(-1)?.code).toBe("too_many_client");
  });

  test("J2 strangers cannot lock out who signed in from where they are, and one stranger cannot lock out anybody", async () => {
    await using it = await guarded(framework, { limits: { account: { attempts: 12, seconds: 60 } } });
    const home = from("198.51.100.1");
    expect((await it.signIn("alice", "secret", home)).status).toBe(200);
    for (let count = 0; count < 50; count += 1) await it.signIn("alice", "wrong", from("192.0.2.1"));
    expect((await it.signIn("alice", "secret", from("198.51.100.2"))).status, "after one stranger").toBe(200);
    for (let stranger = 2; stranger < 6; stranger += 1)
      for (let count = 0; count < 5; count += 1) await it.signIn("alice", "wrong", from(`192.0.2.${stranger}`));
    expect((await it.signIn("alice", "secret", from("198.51.100.3"))).status, "a new place after many").toBe(429);
    expect(it.app.events.at(-1)?.code).toBe("too_many_account");
    expect((await it.signIn("alice", "secret", home)).status, "home after many").toBe(200);
    const atHome = [];
    for (let count = 0; count < 6; count += 1) atHome.push((await it.signIn("alice", "wrong", home)).status);
    expect(atHome, "guesses from home").toEqual([400, 400, 400, 400, 400, 429]);
  });
});
