import { describe, expect, test } from "vitest";
import { optional, policies, require, type Policy } from "../../src/index.js";
import { ask, callWith, fakeSecurity, next } from "../adapt/fake-framework.js";
import { alice, caller, decided } from "./decisions.js";

describe("H5 they work as they are, without being subclassed", () => {
  const statusOf = async (policy: Policy<unknown>, ...lines: string[]) =>
    (
      await ask(
        fakeSecurity()({ me: require(optional(caller), policy) }, () => "in"),
        ...lines,
      )
    ).status;

  test.each([
    ["allowAny", policies.allowAny, 200, 200],
    ["denyAll", policies.denyAll, 401, 403],
    ["isAuthenticated", policies.isAuthenticated, 401, 200],
    ["isAuthenticatedOrReadOnly, asked with GET", policies.isAuthenticatedOrReadOnly, 200, 200],
  ])("%s", async (_, policy, nobody, known) => {
    expect([await statusOf(policy), await statusOf(policy, alice)]).toEqual([nobody, known]);
  });
});

describe("X-19 isAuthenticatedOrReadOnly", () => {
  const opens = async (method: string, policy: Policy<unknown> = policies.isAuthenticatedOrReadOnly, ...lines: string[]) => {
    const call = callWith(...lines);
    const one = { ...call, request: { ...call.request, method } };
    await fakeSecurity()({ me: require(optional(caller), policy) }, () => "in")(one, next);
    return one.reply?.status === 200;
  };

  test.each(["GET", "HEAD", "OPTIONS", "QUERY"])("opens %s to everybody", async (method) => {
    expect(await opens(method)).toBe(true);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "get", "GETX", "", "__proto__"])("does not open %j", async (method) => {
    expect(await opens(method)).toBe(false);
    expect(await opens(method, policies.isAuthenticatedOrReadOnly, alice)).toBe(true);
  });

  test.each(["X-HTTP-Method-Override: GET", "X-Method-Override: GET", "X-HTTP-Method: GET"])("%s changes nothing", async (line) => {
    expect(await opens("DELETE", policies.isAuthenticatedOrReadOnly, line)).toBe(false);
  });

  test("other methods may be listed", async () => {
    const only = policies.readOnly(["GET"]);
    expect([await opens("GET", only), await opens("HEAD", only)]).toEqual([true, false]);
  });
});

describe("S-311 one tenant", () => {
  const decide = async (own: unknown, other: unknown) => {
    const same = policies.sameTenant<object, object, string>(
      () => own as string,
      () => other as string,
    );
    const { status, events } = await decided(same as Policy<unknown>);
    return [status, events[0]?.reason];
  };

  test.each([
    ["acme", "acme"],
    [7, 7],
    [0, 0],
    [7n, 7n],
  ])("%s and %s pass", async (own, other) => {
    expect(await decide(own, other)).toEqual([200, undefined]);
  });

  test.each([
    ["acme", "umbrella"],
    ["acme", "Acme"],
    ["acme", "acme "],
    ["7", 7],
    [7, 7n],
  ])("%s and %s are two", async (own, other) => {
    expect(await decide(own, other)).toEqual([403, "another tenant"]);
  });

  const none: readonly unknown[] = [undefined, null, "", Number.NaN, {}, ["acme"], true, Symbol.iterator, new String("acme")];

  test.each(none.map((one) => [one]))("H3 %s is no tenant, not even the same one", async (one) => {
    expect(await decide(one, one)).toEqual([403, "the principal has no tenant"]);
    expect(await decide("acme", one)).toEqual([403, "the resource has no tenant"]);
    expect(await decide(one, "acme")).toEqual([403, "the principal has no tenant"]);
  });
});
