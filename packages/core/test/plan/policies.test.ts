import { describe, expect, test, vi } from "vitest";
import { bearer, narrow, optional, policy, require, UnavailableError } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

const token = bearer((text) => ({ sub: text }));
const alice = "Authorization: Bearer alice";

/** Asks a policy that answers this, whatever its type says. */
async function decide(answer: () => unknown): Promise<number> {
  const untyped = policy("untyped", answer as () => boolean);
  const { status } = await ask(
    fakeSecurity()({ me: require(token, untyped) }, () => "in"),
    alice,
  );
  return status;
}

describe("only true permits", () => {
  // oxlint-disable-next-line unicorn/no-thenable -- a promise of somebody else's
  test.each([[true], [Promise.resolve(true)], [{ then: (done: (value: boolean) => void) => done(true) }]])("%s permits", async (answer) => {
    expect(await decide(() => answer)).toBe(200);
  });

  const others: readonly unknown[] = [false, 1, "true", {}, [], [true], () => true, new Boolean(true), 0, "", null, undefined, Number.NaN];

  test.each(others.map((one) => [one]))("%s denies", async (answer) => {
    expect(await decide(() => answer)).toBe(403);
  });

  test.each(others.map((one) => [one]))("a promise of %s denies", async (answer) => {
    expect(await decide(async () => answer)).toBe(403);
  });
});

describe("a policy that throws is a fault, never a permission", () => {
  test.each([
    ["throws", () => fail(new Error("broken"))],
    ["rejects", async () => fail(new Error("broken"))],
    ["throws true", () => fail(true)],
  ])("one that %s", async (_, answer) => {
    await expect(decide(answer)).rejects.toBeInstanceOf(Error);
  });

  test.each([
    ["throws", () => fail(new UnavailableError("down"))],
    ["rejects", async () => fail(new UnavailableError("down"))],
  ])("one that %s because it cannot tell is 503", async (_, answer) => {
    expect(await decide(answer)).toBe(503);
  });
});

function fail(thrown: unknown): never {
  throw thrown;
}

test("it is told the principal and the context, and no resource", async () => {
  const check = vi.fn<(...parameters: unknown[]) => boolean>(() => true);
  await ask(
    fakeSecurity()({ me: require(token, policy("seen", check)) }, () => "in"),
    alice,
  );
  const [principal, resource, context] = check.mock.calls[0] ?? [];
  expect([principal, resource]).toEqual([{ sub: "alice" }, undefined]);
  expect(context).toMatchObject({ request: { method: "GET" } });
});

test("policies nest: the inner one is asked first, and a denial asks no further", async () => {
  const log: string[] = [];
  const says = (name: string, answer: boolean) => policy(name, () => (log.push(name), answer));
  const inner = require(token, says("inner", false));
  expect(
    (
      await ask(
        fakeSecurity()({ me: require(inner, says("outer", true)) }, () => "in"),
        alice,
      )
    ).status,
  ).toBe(403);
  expect(log).toEqual(["inner"]);
});

test("a policy is not asked about somebody who is absent or bad, and is asked about null below optional", async () => {
  const check = vi.fn<(me: unknown) => boolean>(() => true);
  const seen = policy("seen", check);
  const broken = require(bearer(() => undefined), seen);
  expect((await ask(fakeSecurity()({ me: require(token, seen) }, () => "in"))).status).toBe(401);
  expect(
    (
      await ask(
        fakeSecurity()({ me: broken }, () => "in"),
        alice,
      )
    ).status,
  ).toBe(401);
  expect((await ask(fakeSecurity()({ me: optional(require(token, seen)) }, () => "in"))).status).toBe(200);
  expect(check).not.toHaveBeenCalled();
  expect((await ask(fakeSecurity()({ me: require(optional(token), seen) }, () => "in"))).status).toBe(200);
  expect(check.mock.calls.map(([me]) => me)).toEqual([null]);
});

test("what narrow lets through is the very value, and what it refuses is 403 without a scope hint", async () => {
  const me = { sub: "alice", role: "admin" };
  const fixed = bearer(() => me);
  const admin = narrow(fixed, "admin", (one): one is typeof me & { role: "admin" } => one.role === "admin");
  const seen: unknown[] = [];
  const handler = fakeSecurity()({ admin }, ({ admin }) => void seen.push(admin === me));
  await ask(handler, alice);
  me.role = "member";
  const refused = await ask(handler, alice);
  expect([seen, refused.status, refused.challenge]).toEqual([[true], 403, undefined]);
});
