import { describe, expect, test } from "vitest";
import { hashingQueue } from "../../src/index.js";
import { quartiles, rounds, spreadOf } from "../passwords/measuring.js";
import { quick, quickPasswords } from "../passwords/quick.js";
import { password, withAlice, type AccountsApp, type Own } from "./accounts-app.js";

const alice = "alice@example.com";
const passwords = () => quickPasswords({ hasher: quick(10), queue: hashingQueue({ concurrency: 1 }) });

/** Another name each time. */
function newcomer(): string {
  return `${crypto.randomUUID()}@example.com`;
}

async function signUps(own: Own = {}) {
  const app = await withAlice("Hono", { passwords: passwords(), ...own });
  const found = await quartiles({ free: () => app.signUp(newcomer()), taken: () => app.signUp(alice) });
  await app[Symbol.asyncDispose]();
  return found;
}

/** Over a socket, on one framework: what a stranger could measure. AMPOULE_TIMING=200 takes as many samples of each. */
describe.skipIf(rounds === 0)("by the clock", { timeout: 600_000 }, () => {
  test("E5 K3 a name that is free and one that is taken: within 5 %", async () => {
    const found = await signUps();
    expect(spreadOf(Object.values(found)), JSON.stringify(found)).toBeLessThan(0.05);
  });

  test("the same measure finds a registration that does more for one of them", async () => {
    const leaky = passwords();
    const found = await signUps({ onSignUp: async ({ kind }) => void (kind === "taken" && (await leaky.verify(password, null))) });
    expect(spreadOf(Object.values(found)), JSON.stringify(found)).toBeGreaterThan(0.05);
  });

  test("S-233 E1 E2 unknown, wrong, disabled, and no name at all: within 5 %", async () => {
    await using app = await signInsOf();
    const found = await quartiles({
      unknown: () => app.signIn(newcomer()),
      wrong: () => app.signIn(alice, "wrong password"),
      disabled: () => app.signIn("disabled@example.com"),
      overLong: () => app.signIn(alice, "x".repeat(73)),
      noName: () => app.signIn("no name"),
    });
    expect(spreadOf(Object.values(found)), JSON.stringify(found)).toBeLessThan(0.05);
  });

  test("the same measure finds a sign-in that checks nothing for a name that nobody has", async () => {
    const checking = passwords();
    const authenticate: Own["authenticate"] = async ({ username, password: given }) =>
      username === alice && (await checking.verify(given, null)).ok && { id: "never" };
    await using app = await signInsOf({ authenticate });
    const found = await quartiles({ unknown: () => app.signIn(newcomer()), wrong: () => app.signIn(alice, "wrong password") });
    expect(spreadOf(Object.values(found)), JSON.stringify(found)).toBeGreaterThan(0.05);
  });
});

async function signInsOf(own: Own = {}): Promise<AccountsApp> {
  const app = await withAlice("Hono", { passwords: passwords(), ...own });
  await app.signUp("disabled@example.com");
  app.users.change(app.users.byLogin("disabled@example.com")?.user.id ?? "", { isDisabled: true });
  return app;
}
