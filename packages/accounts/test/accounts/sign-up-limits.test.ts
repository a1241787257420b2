import { hash as nativeHash } from "@node-rs/bcrypt";
import { UnavailableError } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { clientAddress, memoryCounters, memoryUsers, throttle, type Limits } from "../../src/index.js";
import { visible } from "../http/frames.js";
import { frameworks, password, withAlice, type AccountsApp, type Own, type Profile } from "./accounts-app.js";
import { floodedOn } from "./flood.js";

vi.setConfig({ testTimeout: 60_000 });
vi.mock("@node-rs/bcrypt", { spy: true });
const hash = vi.mocked(nativeHash);
beforeEach(() => vi.clearAllMocks());

const from = (address: string) => `X-Forwarded-For: ${address}`;
const client = clientAddress({ trustedProxies: ["127.0.0.1"] });
const [pair, few] = [
  { attempts: 100, seconds: 60 },
  { attempts: 4, seconds: 60 },
];

/** As `accounts` does by itself; alice has registered through the loopback. */
const limitedOn = (framework: string, own: Own = {}) => withAlice(framework, { throttle: throttle({ client }), ...own });
const withLimits = (limits: Limits): Own => ({ signUpThrottle: throttle({ name: "sign_up", client, limits }) });
const signUp = (app: AccountsApp, email: string, address: string, given = password) =>
  app.post("/sign-up", { email, password: given }, from(address));

describe.each(frameworks)("limits of registration on %s", (framework) => {
  test("S-231 S-238 J1 by default 30 by one client in an hour, whatever the names; then 429 with Retry-After, and nothing is hashed", async () => {
    await using app = await limitedOn(framework);
    hash.mockClear();
    const statuses = [];
    for (let count = 0; count < 32; count += 1) statuses.push((await signUp(app, `m${count}@example.com`, "192.0.2.1")).status);
    expect(statuses).toEqual([...Array(30).fill(202), 429, 429]);
    expect(hash).toHaveBeenCalledTimes(30);
    const refused = await signUp(app, "more@example.com", "192.0.2.1");
    expect(fieldsOf(refused, "retry-after")).toEqual([expect.stringMatching(/^(?:3600|35\d\d)$/)]);
    expect(JSON.parse(refused.body)).toMatchObject({ status: 429, code: "too_many_requests" });
    expect(app.served.events.at(-1)).toMatchObject({ type: "throttled", code: "too_many_client", subject: "more@example.com" });
    expect((await signUp(app, "carol@example.com", "192.0.2.2")).status).toBe(202);
    expect((await app.signIn("alice@example.com", password, from("192.0.2.1"))).status).toBe(200);
  });

  test("S-238 K3 100 at once: no more are hashed, and a name that is taken is counted and refused as one that is free", async () => {
    await using app = await limitedOn(framework, withLimits({ client: few, pair }));
    hash.mockClear();
    const answers = await Promise.all(Array.from({ length: 100 }, () => signUp(app, "dave@example.com", "192.0.2.1")));
    expect([answers.filter(({ status }) => status === 202).length, hash.mock.calls.length]).toEqual([4, 4]);
    const seen = [];
    for (const [email, address] of [
      ["alice@example.com", "192.0.2.2"],
      ["nobody@example.com", "192.0.2.3"],
    ] as const) {
      const ours = [];
      for (let count = 0; count < 6; count += 1) ours.push(visible(await signUp(app, email, address)));
      seen.push(JSON.stringify(ours).replaceAll(/"(?:59|60)"/g, "soon"));
    }
    expect(seen[0]).toBe(seen[1]);
    expect(seen[0]).toContain("[429,");
  });

  test("what fails once it was hashed is an attempt: nobody hashes for ever by what makes the store fail", async () => {
    const users = memoryUsers<Profile>();
    await using app = await limitedOn(framework, { ...withLimits({ client: few, pair }), users });
    vi.spyOn(users, "add").mockRejectedValue(new UnavailableError("down"));
    hash.mockClear();
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await signUp(app, "bob@example.com", "192.0.2.1")).status);
    expect([statuses, hash.mock.calls.length]).toEqual([[503, 503, 503, 503, 429, 429], 4]);
  });

  test("what is no name costs nothing and is not counted; what fails before it is hashed is nobody's attempt; a password that cannot be taken is one", async () => {
    const users = memoryUsers<Profile>();
    await using app = await limitedOn(framework, { ...withLimits({ client: few, pair }), users });
    for (let count = 0; count < 9; count += 1) expect((await signUp(app, "no name", "192.0.2.1")).status).toBe(422);
    hash.mockRejectedValue(new UnavailableError("full"));
    for (let count = 0; count < 9; count += 1) expect((await signUp(app, "bob@example.com", "192.0.2.1")).status).toBe(503);
    hash.mockReset();
    const statuses = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await signUp(app, "bob@example.com", "192.0.2.1", "short")).status);
    expect(statuses).toEqual([422, 422, 422, 422, 429, 429]);
  });

  test("S-238 X-Forwarded-For of a stranger changes nothing", async () => {
    await using app = await limitedOn(framework, { signUpThrottle: throttle({ limits: { client: few, pair } }) });
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await signUp(app, `m${count}@example.com`, `192.0.2.${count}`)).status);
    expect(statuses).toEqual([202, 202, 202, 429, 429]);
  });

  test.each([
    ["sign-ups", { 202: 30, 429: 970 }],
    ["sign-ins as others", { 401: 100, 429: 900 }],
    // Nothing is guessed, so no limit refuses: 3 are hashed, 100 wait, and one of these is displaced.
    ["sign-ins with a password of their own", { 200: 102, 503: 898 }],
    ["such sign-ins by form", { 200: 102, 503: 898 }],
    ["changes of their password", { 422: 102, 503: 898 }],
  ])("S-231 while one client sends 1,000 %s, another one signs in after a few hashes", async (flood, answers) => {
    expect(await floodedOn(framework, flood, memoryCounters())).toEqual(answers);
  });

  test("S-231 the same where nothing limits registrations: clients take turns at the hashing queue", async () => {
    const endless = { attempts: 100_000, seconds: 60 };
    const statuses = await floodedOn(framework, "sign-ups", undefined, withLimits({ pair: endless, account: endless, client: endless }));
    expect(statuses).toEqual({ 202: 102, 503: 898 });
  });
});
