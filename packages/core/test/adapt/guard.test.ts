import { describe, expect, test, vi } from "vitest";
import { bearer, narrow, optional, provider, rejected } from "../../src/index.js";
import { callWith, fakeSecurity, next, refusalOf } from "./fake-framework.js";

const token = bearer((sub) => (sub === "bad" ? rejected("bad") : { sub }));
const alice = "Authorization: Bearer alice";
const notRun = { name: "ConfigurationError", code: "no_security" };

describe("a guard's .of", () => {
  test("gives what was provided for this request, the very value that the handler sees", () => {
    const secure = fakeSecurity();
    const guard = secure.guard(token);
    const seen: unknown[] = [];
    const handler = secure({ me: token }, ({ me }) => void seen.push(me));
    const call = callWith(alice);
    guard(call, () => handler(call, next));
    expect(guard.of(call)).toEqual({ sub: "alice" });
    expect(seen).toEqual([guard.of(call)]);
    expect(seen[0]).toBe(guard.of(call));
  });

  test("gives null where an optional one was absent", () => {
    const guard = fakeSecurity().guard(optional(token));
    const call = callWith();
    guard(call, next);
    expect(guard.of(call)).toBe(null);
  });

  test("is there for what stands behind the guard, not before it passed", async () => {
    const secure = fakeSecurity();
    const waiting = provider({ token }, async ({ token }) => token);
    const guard = secure.guard(waiting);
    const behind = vi.fn<() => unknown>(() => guard.of(call));
    const call = callWith(alice);
    const passing = guard(call, behind);
    expect(refusalOf(() => guard.of(call))).toMatchObject(notRun);
    expect(await passing).toEqual({ sub: "alice" });
  });

  test("throws where the guard did not run: for another request, before any, and for another guard of the same provider", () => {
    const secure = fakeSecurity();
    const [guard, twin] = [secure.guard(token), secure.guard(token)];
    const call = callWith(alice);
    guard(call, next);
    for (const read of [() => guard.of(callWith(alice)), () => twin.of(call), () => fakeSecurity().guard(token).of(call)]) {
      expect(refusalOf(read)).toMatchObject({ ...notRun, message: expect.stringContaining("mount it above") as string });
    }
  });

  test.each([
    ["absent", []],
    ["bad", ["Authorization: Bearer bad"]],
    ["denied", ["Authorization: Bearer bob"]],
  ])("throws where the guard refused: %s", (_, lines) => {
    const guard = fakeSecurity().guard(narrow(token, "alice", (me): me is { sub: "alice" } => me.sub === "alice"));
    const behind = vi.fn<() => void>();
    const call = callWith(...lines);
    guard(call, behind);
    expect(refusalOf(() => guard.of(call))).toMatchObject(notRun);
    expect(behind).not.toHaveBeenCalled();
  });

  test("two guards over different providers read back each its own", () => {
    const secure = fakeSecurity();
    const outer = secure.guard(token);
    const inner = secure.guard(provider({ token }, ({ token }) => token.sub.length));
    const call = callWith(alice);
    outer(call, () => inner(call, next));
    expect([outer.of(call), inner.of(call)]).toEqual([{ sub: "alice" }, 5]);
  });
});

describe("a guard", () => {
  test("hands on what stands behind it gives, and its faults as they are", async () => {
    const guard = fakeSecurity().guard(token);
    const fault = new Error("behind");
    expect(guard(callWith(alice), () => 7)).toBe(7);
    expect(await guard(callWith(alice), async () => 8)).toBe(8);
    await expect(guard(callWith(alice), async () => Promise.reject(fault))).rejects.toBe(fault);
    expect(refusalOf(() => guard(callWith(alice), () => raise(fault)))).toBe(fault);
  });

  test("demands its own scopes of every provider that declares them", () => {
    const scopes = bearer({ scopes: ["read", "write"], verify: (sub) => ({ sub, scopes: ["read"] }) });
    const secure = fakeSecurity();
    const statuses = [secure.guard(scopes, "read"), secure.guard(scopes, "write")].map((guard) => {
      const call = callWith(alice);
      guard(call, () => undefined);
      return call.reply?.status;
    });
    expect(statuses).toEqual([undefined, 403]);
  });
});

function raise(error: Error): never {
  throw error;
}
